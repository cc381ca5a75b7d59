import { describe, expect, test } from "vitest";
import { policies } from "../src/api/policies.ts";
import { type VerifiedRole, verifyRoles } from "../src/contract/roles/verify-roles.ts";
import { situations } from "../src/generated/situations.ts";
import { createMock, type Mock, type MockOptions } from "../src/mock/create-mock.ts";
import type { Row } from "../src/mock/world/rows/row-kind.ts";
import { fingerprint } from "./calls.ts";
import { lawfulVariants } from "./mutants/lawful.ts";

// A role that is not in its situation is named before a run, with the reason; one that is raises no alarm.

const names = Object.keys(situations);

test("every role of the default world is as a query shows it, but for those that no query can show", async () => {
  const verified = await verify(createMock());
  expect(amiss(verified)).toEqual([]);
  const unasked = verified.filter((one) => one.unasked !== undefined).map(({ name }) => name);
  expect(unasked).toEqual(["oauthClient", "rotatedOauthClient"]);
});

/** A value of each policy that is lawful, the first after the default or the second. */
const together = (at: number) =>
  Object.fromEntries(
    Object.entries(policies)
      .filter(([name]) => !["dateSkewMinutes", "unsigned"].includes(name))
      .map(([name, { values }]) => {
        const value = values[Math.min(at, values.length - 1)];
        return [name, value === "number" ? 60 : value];
      }),
  );

test.each([
  ["a mock that has chosen otherwise in everything", { policy: together(1) }],
  ["a mock that has chosen otherwise again", { policy: together(2) }],
])("on %s none is amiss", async (_what, options) => {
  expect(amiss(await verify(createMock(options as MockOptions)))).toEqual([]);
});

test.each(lawfulVariants)("on a lawful server none is amiss: $about", async ({ options, apply }) => {
  const mock = createMock(options);
  expect(
    amiss(
      await verify(
        mock,
        undefined,
        apply((request) => mock.fetch(request), mock),
      ),
    ),
  ).toEqual([]);
});

test("nothing is left changed: a seat that a check takes is given back", async () => {
  const mock = createMock();
  const seats = [...mock.tables.seats.all()].length;
  const units = () =>
    fingerprint(mock)
      .match(/"total":\d+/g)
      ?.join();
  const before = units();
  await verify(mock);
  expect([...mock.tables.seats.all()]).toHaveLength(seats);
  expect(units()).toBe(before);
});

type License = Row<Parameters<Mock["world"]["licenses"]["add"]>[0]>;
type Spoil = (mock: Mock, license: License, role: Readonly<Record<string, unknown>>) => void;

/** Ways to take a role out of its situation, each with the roles that it must be seen of. */
const spoils: readonly (readonly [what: string, reason: RegExp, isSeen: (name: string) => boolean, spoil: Spoil])[] = [
  [
    "its license is disabled",
    /license_not_enabled/,
    isChecked,
    (mock, { id }) => mock.world.licenses.update(id, { enabled: false }),
  ],
  [
    "its license has expired",
    /expired: found yes, expected no/,
    (name) => shows(name, "expired", "no") && !/^subscription|[Gg]race/.test(name),
    (mock, { id }) => mock.world.licenses.update(id, { type: "time-limited", expiresAt: "-1d" }),
  ],
  [
    "its license runs on",
    /expired: found no, expected yes/,
    (name) => shows(name, "expired", "yes") && !shows(name, "expired", "no"),
    (mock, { id }) => mock.world.licenses.update(id, { expiresAt: "+30d" }),
  ],
  ["its device is let go", /license_not_active|device_not_found/, isChecked, letGo],
  [
    "its device is blacklisted",
    /blacklisted/,
    isChecked,
    (mock, _license, { hardware_id: hardwareId }) => mock.world.blacklist.add({ hardwareId: String(hardwareId) }),
  ],
  [
    "its license is gone",
    /license_not_found|device_not_found/,
    isChecked,
    (mock, { id }) => mock.world.licenses.remove(id),
  ],
  [
    "its license is enabled",
    /found ok, expected license_not_enabled/,
    (name) => situations[name]?.ends[0] === "license_not_enabled" && /^disabledLicense/.test(name),
    (mock, { id }) => mock.world.licenses.update(id, { enabled: true }),
  ],
  [
    "its units are used up",
    /units: found used up, expected left/,
    (name) => shows(name, "units", "left") && !/^(expired|active)/.test(name),
    (mock, { id }) => mock.world.licenses.update(id, { consumption: { total: 1_000, max: 1_000 } }),
  ],
  [
    "its units are there again",
    /units: found left, expected used up|found ok, expected license_not_enough/,
    (name) => /^(exhausted|overused|overage)Consumption/.test(name),
    (mock, { id }) => mock.world.licenses.update(id, { consumption: { total: 1 } }),
  ],
  [
    "its seats are taken",
    /floating_not_available/,
    (name) => ["floatingLicense", "borrowableLicense"].includes(name),
    (mock, { id }) => {
      mock.world.licenses.update(id, { floating: { users: 1 } });
      const devices = mock.world.devices.list({ license: id });
      if (!devices.some(({ hardwareId }) => hardwareId === "Laptop-2")) {
        mock.world.devices.add({ license: id, hardwareId: "Laptop-2" });
      }
      mock.world.seats.add({ license: id, device: "Laptop-2" });
    },
  ],
  [
    "its seat is free",
    /found ok, expected floating_not_available/,
    (name) => ["fullFloatingLicense", "fullBorrowableLicense"].includes(name),
    (mock) => {
      for (const { id } of mock.world.seats.list()) mock.world.seats.remove(id);
    },
  ],
  [
    "its license is of another type",
    /license type: found/,
    (name) => situations[name]?.shows["license type"] !== undefined && !/Grace|grace/.test(name),
    (mock, { id }, _role) =>
      mock.world.licenses.update(id, { type: "perpetual", consumption: null, expiresAt: null } as never),
  ],
  [
    "its license works on virtual machines",
    /virtual machines refused: found no/,
    (name) => shows(name, "virtual machines refused", "yes"),
    (mock, { id }) => mock.world.licenses.update(id, { preventVm: false }),
  ],
  [
    "its license is no trial",
    /trial: found no/,
    (name) => shows(name, "trial", "yes"),
    (mock, { id }) => mock.world.licenses.update(id, { trial: false }),
  ],
  [
    "its license cannot be borrowed",
    /can be borrowed: found no/,
    (name) => shows(name, "can be borrowed", "yes"),
    (mock, { id }) => mock.world.licenses.update(id, { floating: { maxBorrowHours: null } }),
  ],
];

describe.each(spoils)("where %s, a role is named with the reason", (_what, reason, isSeen, spoil) => {
  const seen = names.filter((name) => isSeen(name));
  test("which is so of one role or more", () => expect(seen.length).toBeGreaterThan(0));

  test.each(seen)("%s", async (name) => {
    const mock = createMock();
    for (const license of licensesOf(mock, name)) spoil(mock, license, mock.roles[name] as never);
    const [verified] = await verify(mock, [name]);
    expect(verified?.amiss.join("; ")).toMatch(reason);
  });
});

describe("keys, tokens and products that are not as they say", () => {
  test.each<readonly [name: string, reason: string, spoil: (mock: Mock) => void]>([
    ["revokedKey", "found ok, expected revoked_api_key", (mock) => each(mock.world.apiKeys, { revoked: false })],
    ["readOnlyKey", "found revoked_api_key, expected ok", (mock) => each(mock.world.apiKeys, { revoked: true })],
    ["trialProduct", "trials: found no, expected yes", (mock) => each(mock.world.products, { allowTrial: false })],
    ["noTrialProduct", "trials: found yes, expected no", (mock) => each(mock.world.products, { allowTrial: true })],
    [
      "noSsoAccount",
      "found ok, expected sso_customer_account_url_error",
      (mock) => each(mock.world.customerAccounts, { sso: true }),
    ],
    [
      "featureLicense",
      "consumption_feature: type: found nothing, expected consumption",
      (mock) => {
        for (const { id } of mock.world.features.list({ code: "consumption" })) mock.world.features.remove(id);
      },
    ],
    ["customer", "users: found no, expected yes", (mock) => each(mock.world.licenses, { customer: null, pool: null })],
  ])("%s: %s", async (name, reason, spoil) => {
    const mock = createMock();
    spoil(mock);
    const [verified] = await verify(mock, [name]);
    expect(verified?.amiss.join("; ")).toContain(reason);
  });
});

test("of several instances the one is named that is amiss", async () => {
  const mock = createMock();
  const { activeKeyLicense: good, disabledLicense: bad } = mock.roles;
  const target = { ...mock, baseUrl: "https://license-api.test", roles: { activeKeyLicense: [good, bad] as never } };
  const verified: VerifiedRole[] = [];
  for await (const one of verifyRoles({ target, fetch: (request) => mock.fetch(request) })) verified.push(one);
  expect(verified.map(({ instance, amiss: found }) => [instance, found.join()])).toEqual([
    [1, ""],
    [2, "found license_not_enabled, expected ok"],
  ]);
});

async function verify(
  mock: Mock,
  only: readonly string[] = Object.keys(mock.roles),
  fetch = (request: Request) => mock.fetch(request),
): Promise<VerifiedRole[]> {
  const roles = Object.fromEntries(Object.entries(mock.roles).filter(([name]) => only.includes(name)));
  const verified: VerifiedRole[] = [];
  for await (const one of verifyRoles({ target: { ...mock, roles, baseUrl: "https://license-api.test" }, fetch })) {
    verified.push(one);
  }
  return verified;
}

function amiss(verified: readonly VerifiedRole[]): string[] {
  return verified.filter(({ amiss: found }) => found.length > 0).map((one) => `${one.name}: ${one.amiss.join("; ")}`);
}

/** Whether a role is asked by a check that it passes. */
function isChecked(name: string): boolean {
  const { endpoint, ends } = situations[name] ?? {};
  return endpoint === "check-license" && ends?.includes("ok") === true && !name.startsWith("bundle");
}

function shows(name: string, trait: string, value: string): boolean {
  return isChecked(name) && situations[name]?.shows[trait]?.includes(value) === true;
}

function licensesOf(mock: Mock, name: string): License[] {
  const { license_key: key, username } = (mock.roles[name] ?? {}) as Record<string, string | undefined>;
  return mock.world.licenses.list().filter((one) => {
    return key === undefined ? one.users?.includes(username ?? "") === true : one.licenseKey === key;
  }) as License[];
}

function letGo(mock: Mock, { id }: License): void {
  for (const device of mock.world.devices.list({ license: id }))
    mock.world.devices.update(device.id, { active: false });
}

/** Changes all rows of a table. */
function each<T extends { list(): { readonly id: number }[]; update(id: number, patch: never): unknown }>(
  table: T,
  patch: object,
): void {
  for (const { id } of table.list()) table.update(id, patch as never);
}
