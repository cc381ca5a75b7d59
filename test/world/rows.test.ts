import { describe, expect, test } from "vitest";
import type { WorldFile } from "../../src/generated/types.ts";
import { createMock } from "../../src/mock/create-mock.ts";

const company = "two";
const users = ["una@x.test"];

/** Everything belongs to the second company, which only its name says. */
const world: WorldFile = {
  companies: [{ name: "one" }, { name: company }],
  apiKeys: [
    { apiKey: "a", sharedKey: "s" },
    { apiKey: "b", sharedKey: "s", company },
  ],
  customerAccounts: [
    { code: "acme", company },
    { code: "bolt", name: "Bolt", company },
  ],
  pools: [
    { code: "units", customerAccount: "acme", company },
    { code: "parts", name: "Parts", customerAccount: "acme", company, type: "license_product_feature" },
  ],
  customers: [
    { email: "ann@x.test", customerAccount: "acme", company },
    { email: "bob@x.test", company },
  ],
  users: [{ email: "una@x.test", password: "p", company }],
  oauthClients: [
    { clientId: "o", clientSecret: "s", company, customer: "ann@x.test" },
    { clientId: "q", clientSecret: "s", company, customerAccount: "bolt" },
  ],
  accessTokens: [{ token: "t", client: "q", expiresAt: "+1d" }],
  ssoTokens: [{ kind: "code", token: "w", user: "una@x.test", customerAccount: "bolt", company }],
  blacklist: [{ hardwareId: "stolen", company }],
  products: [
    { code: "p", company },
    {
      ...{ code: "u", name: "You", company, authorizationMethod: "user", trialDays: 9 },
      trialPolicies: [{ code: "usual" }, { code: "long", trialDays: 60 }],
      customFields: [
        { name: "n", value: "v" },
        { id: 5, name: "m" },
      ],
      versions: [
        { version: "1", releasedAt: "-1d" },
        { id: 6, version: "2", releasedAt: "-1d" },
      ],
      features: [{ code: "f" }, { id: 7, code: "g", name: "G" }],
    },
    { code: "b", company, bundle: ["p"] },
    { code: "v", company, authorizationMethod: "user", bundle: ["u"] },
  ],
  licenses: [
    { product: "b", licenseKey: "K", company },
    { product: "p", licenseKey: "K", bundle: "b", company, orderId: 77 },
    { product: "v", users, company },
    { product: "v", users, company },
    { product: "u", users, bundle: "v", company },
    { product: "u", users: [], company },
    {
      ...{ product: "p", licenseKey: "L", users, company, customer: "ann@x.test", type: "consumption", pool: "units" },
      features: [{ code: "e" }, { code: "f", pool: "parts", consumption: { max: 9 } }],
      devices: [
        {
          hardwareId: "h",
          user: null,
          seats: [{ feature: "f" }],
          checkouts: [{ units: 3, feature: "f" }, { units: 2 }],
        },
      ],
    },
  ],
  trials: [{ product: "p", hardwareId: "t", licenseKey: "L", company }],
};

describe("rows tell by names what they belong to", () => {
  test.each<[keyof WorldFile & string, object[]]>([
    ["apiKeys", [{ company: "one" }, { company }]],
    [
      "customerAccounts",
      [
        { company, name: "acme" },
        { company, name: "Bolt" },
      ],
    ],
    [
      "pools",
      [
        { company, customerAccount: "acme", name: "units" },
        { company, name: "Parts" },
      ],
    ],
    ["customers", [{ company, customerAccount: "acme" }, { company }]],
    ["users", [{ company }]],
    [
      "oauthClients",
      [
        { company, customer: "ann@x.test" },
        { company, customerAccount: "bolt" },
      ],
    ],
    ["accessTokens", [{ client: "q" }]],
    ["ssoTokens", [{ company, user: "una@x.test", customerAccount: "bolt" }]],
    ["blacklist", [{ company }]],
    ["products", [{ company, name: "p" }, { company, name: "You" }, { company, bundle: ["p"] }, { company }]],
    ["trials", [{ company, product: "p", email: "" }]],
    [
      "licenses",
      [
        { company, product: "b", licenseKey: "K" },
        { company, product: "p", licenseKey: "K", bundle: "b", orderId: 77 },
        { company, product: "v", users },
        { company, product: "v", users },
        { company, product: "u", users, bundle: "v" },
        { company, product: "u", users: [] },
        { company, product: "p", licenseKey: "L", users, customer: "ann@x.test", pool: "units" },
      ],
    ],
  ])("%s", (table, rows) => {
    const mock = createMock({ world });
    expect(mock.world.table(table).all()).toMatchObject(rows);
    expect((mock.world.export() as unknown as Record<string, object[]>)[table]).toMatchObject(rows);
  });

  test("those of licenses, which say which", () => {
    const { world: edited } = createMock({ world });
    const { id: license } = edited.licenses.find({ licenseKey: "L" }) as { id: number };
    expect(edited.features.all()).toMatchObject([
      { license, code: "e" },
      { license, code: "f", pool: "parts" },
    ]);
    expect(edited.seats.all()).toMatchObject([{ license, device: "h", feature: "f" }]);
    expect(edited.checkouts.all()).toMatchObject([
      { license, device: "h", feature: "f", units: 3 },
      { license, units: 2 },
    ]);
    const lists = [edited.features.all()[0], edited.checkouts.all()[1], edited.licenses.all()[0]];
    for (const row of lists)
      for (const name of ["pool", "feature", "users", "bundle", "customer"]) expect(row).not.toHaveProperty(name);
    for (const row of edited.licenses.all()) expect(row).not.toHaveProperty("userLinkIds");
  });

  test("and by an id where a name leads to another", () => {
    const { world: edited } = createMock({ world });
    const [first, second] = edited.licenses.list({ product: "v" });
    const member = edited.licenses.find({ bundle: "v" }) as { id: number };
    expect(member).not.toHaveProperty("bundleLicenseId");
    const moved = edited.licenses.update(member, { bundleLicenseId: second?.id ?? 0 });
    expect(moved).toMatchObject({ bundle: "v", bundleLicenseId: second?.id });
    expect(edited.licenses.update(member, { bundle: "v" })).not.toHaveProperty("bundleLicenseId");
    expect(edited.licenses.update(member, { bundleLicenseId: first?.id ?? 0 })).not.toHaveProperty("bundleLicenseId");
    const keyed = edited.licenses.find({ bundle: "b" });
    expect(keyed).not.toHaveProperty("bundleLicenseId");
    const exact = edited.export().licenses;
    expect(exact[1]).toMatchObject({ bundleLicenseId: exact[0]?.id });
    expect(exact[2]?.userLinkIds).toHaveLength(1);
    for (const at of [0, 5]) expect(exact[at]).not.toHaveProperty("userLinkIds");
    expect(exact[0]).not.toHaveProperty("bundleLicenseId");
  });

  test("with the ids that are given, and the next ones elsewhere", () => {
    const product = createMock({ world }).world.products.find({ code: "u" });
    const next = expect.any(Number);
    expect(product).toMatchObject({
      trialPolicies: [{ trialDays: 9 }, { trialDays: 60 }],
      customFields: [{ id: next, name: "n" }, { id: 5 }],
      versions: [{ id: next, version: "1" }, { id: 6 }],
      features: [
        { id: next, name: "f" },
        { id: 7, name: "G" },
      ],
    });
    for (const list of [product?.customFields, product?.versions, product?.features])
      expect(list?.[0]?.id).toBeGreaterThan(1_000_000_000_000_000);
  });
});

test("a world file that has several mistakes tells the first, and how many more there are", () => {
  const wrong = (more: object) => () => createMock({ world: { ...world, ...more } as never });
  expect(wrong({ companies: 5 })).toThrow(/^\/companies: must be array, found 5$/);
  expect(wrong({ companies: 5, apiKeys: 5, users: 5 })).toThrow(/^\/companies: must be array, found 5 \(and 2 more\)$/);
  expect(() => createMock({ world: [] as never })).toThrow("/: must be object, found []");
});
