import { expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { bundleWorld, clientOf, fingerprint, inputOf, outcomeOf } from "../calls.ts";

const activate = (mock: Mock, fields = {}) =>
  clientOf(mock).call("activate-bundle", inputOf(mock, "activate-bundle", "it", fields));
const deactivate = (mock: Mock, fields = {}) =>
  clientOf(mock).call("deactivate-bundle", inputOf(mock, "deactivate-bundle", "it", fields));

test.each([
  [{ maxActivations: 0 }, "license_activated_max_times"],
  [{ startsAt: "+1h" }, "license_start_date_error"],
  [{ preventVm: true }, "vm_not_allowed"],
  [{ enabled: false }, "license_not_enabled"],
])("a last member with %j refuses all, and none is activated: %s", async (second, code) => {
  const mock = createMock({ world: bundleWorld(second) });
  const before = fingerprint(mock);
  expect(await outcomeOf(activate(mock, { is_vm: true, variables: { theme: "dark" } }))).toBe(code);
  expect(fingerprint(mock)).toBe(before);
});

test.each([
  [{ enabled: false }, "disabled_product"],
  [{ archived: true }, "archived_product"],
])("a member whose product is closed by %j refuses all: %s", async (closed, code) => {
  const { products, ...rest } = bundleWorld({});
  const world = { ...rest, products: products.map((row) => (row.code === "second" ? { ...row, ...closed } : row)) };
  expect(await outcomeOf(activate(createMock({ world })))).toBe(code);
});

test("the time of a member begins with the bundle's activation", async () => {
  const world = bundleWorld({ type: "time-limited", validDuration: "30d" });
  const mock = createMock({ clock: "2027-01-31T18:00:00.000Z", world });
  const ends = (await activate(mock)).map(({ validity_period }) => validity_period);
  expect(ends).toEqual([null, null, "2027-03-02T00:00:00.000Z"]);
});

test("the same device again succeeds and moves no counter", async () => {
  const mock = createMock({ world: bundleWorld({}) });
  await activate(mock);
  const counters = (await activate(mock)).map(({ times_activated, transfer_count }) => [
    times_activated,
    transfer_count,
  ]);
  expect(counters).toEqual([
    [1, 0],
    [1, 0],
    [1, 0],
  ]);
});

test("moving to another device is a transfer on every license", async () => {
  const mock = createMock({ world: bundleWorld({}) });
  await activate(mock);
  await deactivate(mock);
  const transfers = (await activate(mock, { hardware_id: "other" })).map(({ transfer_count }) => transfer_count);
  expect(transfers).toEqual([1, 1, 1]);
});

test("a member that was at its transfers' end keeps the whole bundle from moving", async () => {
  const mock = createMock({ world: bundleWorld({ maxTransfers: -1 }) });
  await activate(mock);
  await deactivate(mock);
  expect(await outcomeOf(activate(mock, { hardware_id: "other" }))).toBe("license_transferred_max_times");
  expect(await outcomeOf(activate(mock))).toBe("ok");
});

test("variables are kept on every license's device", async () => {
  const mock = createMock({ world: bundleWorld({}) });
  for (const { variables } of await activate(mock, { variables: { theme: "dark" } })) {
    expect(variables).toMatchObject([{ variable: "theme", value: "dark" }]);
  }
  const input = { ...inputOf(mock, "get-device-variables", "it"), product: "second" };
  expect(await clientOf(mock).call("get-device-variables", input)).toMatchObject([{ value: "dark" }]);
});

test("all licenses tell of one user, who has the device active on each of them", async () => {
  const user = { email: "ada@user.test", password: "secret" };
  const { companies, apiKeys, products, licenses } = bundleWorld({}, { offlineActivation: true });
  const mock = createMock({
    world: {
      companies,
      apiKeys,
      users: [user],
      products: products.map((product) => ({ ...product, authorizationMethod: "user" })),
      licenses: licenses.map(({ licenseKey: _key, ...license }) => ({
        ...license,
        users: [user.email],
        maxActivations: 2,
      })),
    },
  });
  const input = { product: "bundle", username: user.email, password: user.password, hardware_id: "h" };
  const online = await clientOf(mock).call("activate-bundle", input);
  expect(online.map((license) => license.user?.total_activations)).toEqual([3, 3, 3]);
  const file = { ...input, request: "activation", hardware_id: "other" } as never;
  const offline = await clientOf(mock).call("activate-bundle-offline", file);
  expect(offline.licenses.map((license) => license.user?.total_activations)).toEqual([6, 6, 6]);
});
