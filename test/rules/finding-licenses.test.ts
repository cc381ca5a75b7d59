import { describe, expect, test } from "vitest";
import type { WorldFile } from "../../src/generated/types.ts";
import { createMock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, outcomeOf } from "../calls.ts";

const devices = [{ hardwareId: "h" }];

describe("a name in other letters", () => {
  // Each first row is what a search without the other condition would find
  const world: WorldFile = {
    companies: [{ name: "first" }, { name: "second" }],
    apiKeys: [
      { apiKey: "one", sharedKey: "s", company: "first" },
      { apiKey: "two", sharedKey: "s", company: "second" },
    ],
    products: [
      { code: "other", company: "second" },
      { code: "keys", company: "second" },
      { code: "names", company: "second", authorizationMethod: "user" },
    ],
    users: [
      { email: "ADA@x.test", company: "first", password: "p" },
      { email: "bob@x.test", company: "second", password: "p" },
      { email: "Ada@x.test", company: "second", password: "p" },
    ],
    licenses: [
      { product: "other", licenseKey: "SAME-KEYS-0001", company: "second", devices },
      { product: "names", users: ["bob@x.test"], company: "second", devices },
      { product: "keys", licenseKey: "Else-Keys-0001", company: "second", devices },
      { product: "keys", licenseKey: "Same-Keys-0001", company: "second", devices },
      { product: "names", users: ["Ada@x.test"], company: "second", devices },
    ],
  };
  const mock = createMock({ world, policy: { caseSensitive: false } });
  const client = clientOf({ ...mock, credentials: { apiKey: "two", sharedKey: "s" } });
  const check = (product: string, fields: object) =>
    client.call("check-license", { product, hardware_id: "h", ...fields } as never);

  test("is the license of this product", async () => {
    expect(await check("keys", { license_key: "SAME-keys-0001" })).toMatchObject({ license_key: "Same-Keys-0001" });
    expect(await outcomeOf(check("keys", { license_key: "NONE" }))).toBe("license_not_found");
  });

  test("is the user of this company", async () => {
    expect(await check("names", { username: "ada@X.TEST" })).toMatchObject({ user: { email: "Ada@x.test" } });
    expect(await outcomeOf(check("names", { username: "NONE@x.test" }))).toBe("license_not_found");
  });
});

test.each([
  [null, "ok"],
  [5, "license_not_found"],
])("the id %s names a license: %s", async (license_id, outcome) => {
  const mock = createMock();
  const input = inputOf(mock, "activate-license", "activeKeyLicense", { license_id });
  expect(await outcomeOf(clientOf(mock).call("activate-license", input))).toBe(outcome);
});

describe("an access token", () => {
  const account = { code: "acme" };
  const customers = [
    { email: "mine@x.test", customerAccount: "acme" },
    { email: "theirs@x.test", customerAccount: "other" },
    { email: "nobodys@x.test" },
  ];
  const world = (client: object): WorldFile => ({
    companies: [{ name: "c" }],
    apiKeys: [{ apiKey: "a", sharedKey: "s" }],
    customerAccounts: [account, { code: "other" }],
    customers,
    oauthClients: [{ clientId: "it", clientSecret: "s", ...client }],
    accessTokens: [{ token: "t", client: "it", expiresAt: "+1d" }],
    products: [
      { code: "first" },
      { code: "second" },
      { code: "third" },
      { code: "suite", bundle: ["first", "second", "third"] },
      { code: "app" },
      { code: "names", authorizationMethod: "user" },
    ],
    users: [
      { email: "both@x.test", password: "p" },
      { email: "out@x.test", password: "p" },
      { email: "free@x.test", password: "p" },
    ],
    licenses: [
      { product: "suite", licenseKey: "S", customer: "mine@x.test", devices },
      { product: "first", licenseKey: "S", bundle: "suite", customer: "theirs@x.test", devices },
      { product: "second", licenseKey: "S", bundle: "suite", customer: "mine@x.test", devices },
      { product: "third", licenseKey: "S", bundle: "suite", devices },
      { product: "app", licenseKey: "THEIRS", customer: "theirs@x.test", devices },
      { product: "app", licenseKey: "NOBODYS", customer: "nobodys@x.test", devices },
      { product: "app", licenseKey: "MINE", customer: "mine@x.test", devices },
      { product: "names", users: ["both@x.test"], customer: "theirs@x.test", devices },
      { product: "names", users: ["both@x.test"], customer: "mine@x.test", devices },
      { product: "names", users: ["out@x.test"], customer: "theirs@x.test", devices },
    ],
    roles: { token: { about: "the token", access_token: "t" } },
  });

  describe.each([
    ["a customer account", { customerAccount: "acme" }],
    ["a customer", { customer: "mine@x.test" }],
  ])("that is limited to %s", (_what, client) => {
    const mock = createMock({ world: world(client) });
    const caller = clientOf(mock, "token");
    const check = (license_key: string) =>
      outcomeOf(caller.call("check-license", { product: "app", license_key, hardware_id: "h" }));
    const changePassword = (username: string) =>
      outcomeOf(caller.call("change-password", { username, password: "p", new_password: "p" }));

    test("reaches its licenses and no others", async () => {
      expect(await check("MINE")).toBe("ok");
      expect(await check("THEIRS")).toBe("license_not_found");
      expect(await check("NOBODYS")).toBe("license_not_found");
    });

    test("reaches the members of a bundle that are its own", async () => {
      const bundle = await caller.call("check-bundle", { product: "suite", license_key: "S", hardware_id: "h" });
      expect(bundle.map(({ product_details }) => product_details.short_code)).toEqual(["suite", "second"]);
    });

    test("reaches a user through any license that it reaches", async () => {
      expect(await changePassword("both@x.test")).toBe("ok");
      expect(await changePassword("out@x.test")).toBe("license_not_found");
      expect(await changePassword("free@x.test")).toBe("license_not_found");
    });
  });

  test("of the whole company reaches a user without licenses", async () => {
    const mock = createMock({ world: world({}) });
    const input = { username: "free@x.test", password: "p", new_password: "q" };
    expect(await outcomeOf(clientOf(mock, "token").call("change-password", input))).toBe("ok");
    expect(await outcomeOf(clientOf(mock).call("change-password", { ...input, password: "q" }))).toBe("ok");
  });

  test.each([
    [{ customerAccount: "acme" }, "mine@x.test", "ok"],
    [{ customerAccount: "acme" }, "theirs@x.test", "customer_not_found"],
    [{ customerAccount: "acme" }, "nobodys@x.test", "customer_not_found"],
    [{ customer: "mine@x.test" }, "mine@x.test", "ok"],
    [{ customer: "mine@x.test" }, "theirs@x.test", "customer_not_found"],
    [{ licenseKey: "MINE" }, "mine@x.test", "customer_not_found"],
    [{ licenseKey: "MINE" }, "nobodys@x.test", "customer_not_found"],
  ])("of %j lists the users of %s: %s", async (client, customer, outcome) => {
    const mock = createMock({ world: world(client) });
    const call = clientOf(mock, "token").call("customer-license-users", { product: "names", customer });
    expect(await outcomeOf(call)).toBe(outcome);
  });
});
