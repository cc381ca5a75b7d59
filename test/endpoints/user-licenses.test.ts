import { expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf } from "../calls.ts";

const list = (mock: Mock, role: string, { as }: { as?: string } = {}) =>
  clientOf(mock, as).call("user-licenses", inputOf(mock, "user-licenses", role));

test("the last day stands there without a time", async () => {
  const mock = createMock({ clock: "2026-11-22T12:00:00.000Z" });
  const ends = (await list(mock, "severalLicensesUser")).map(({ license }) => license.validity_period);
  expect(ends).toEqual([null, "2027-11-22"]);
});

test("licenses are listed whatever their state, with the user's activations", async () => {
  const mock = createMock();
  const [before] = await list(mock, "unactivatedUserLicense");
  expect(before).toMatchObject({ license: { license_active: false }, user: { total_activations: 1 } });
  await clientOf(mock).call("activate-license", inputOf(mock, "activate-license", "unactivatedUserLicense"));
  const after = await list(mock, "unactivatedUserLicense");
  expect(after.some(({ license }) => license.license_active)).toBe(true);
  expect(after[0]).toMatchObject({ user: { total_activations: 2 } });
});

test("a bundle's own license comes first, then its members'", async () => {
  const licenses = await list(createMock(), "userBundleLicense");
  const codes = licenses.map(({ license }) => license.product_details.short_code);
  expect(codes).toEqual(["user-suite", "user-suite-writer"]);
});

test("a counter whose period is over stands at 0", async () => {
  const consumption = { max: 10, total: 5, resets: true, period: "daily" as const };
  const world = {
    companies: [{ name: "c" }],
    apiKeys: [{ apiKey: "a", sharedKey: "s" }],
    products: [{ code: "p", authorizationMethod: "user" as const }],
    users: [{ email: "u@x.test", password: "u" }],
    licenses: [{ product: "p", users: ["u@x.test"], type: "consumption" as const, consumption }],
    roles: { it: { about: "the only user", product: "p", username: "u@x.test", password: "u" } },
  };
  const mock = createMock({ clock: "2026-11-22T23:00:00.000Z", world });
  const total = async () => (await list(mock, "it"))[0]?.license.total_consumptions;
  expect(await total()).toBe(5);
  mock.clock.advance({ hours: 1 });
  expect(await total()).toBe(0);
});

test("a token sees those licenses alone that it reaches", async () => {
  const mock = createMock();
  const seen = async (as: string) => (await list(mock, "severalLicensesUser", { as })).length;
  expect(await seen("companyToken")).toBe(2);
  expect(await seen("customerToken")).toBe(0);
  expect(await seen("accountToken")).toBe(0);
});
