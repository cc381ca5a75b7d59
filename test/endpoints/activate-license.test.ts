import { describe, expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, outcomeOf } from "../calls.ts";

const activate = (mock: Mock, role: string, fields = {}) =>
  clientOf(mock).call("activate-license", inputOf(mock, "activate-license", role, fields));
const deactivate = (mock: Mock, role: string, fields = {}) =>
  clientOf(mock).call("deactivate-license", inputOf(mock, "deactivate-license", role, fields));
const on = (letter: string) => ({ hardware_id: `device-${letter}` });

/** A license with a limit of transfers and two activations. */
function worldOf(license: object) {
  const role = { product: "p", license_key: "TEST-TEST-TEST-0001", hardware_id: "h" };
  return {
    companies: [{ name: "c" }],
    apiKeys: [{ apiKey: "a", sharedKey: "s" }],
    products: [{ code: "p" }],
    licenses: [{ product: "p", licenseKey: role.license_key, ...license }],
    roles: { it: { about: "the only license", ...role } },
  };
}

describe("transfers", () => {
  test("returning to a known device counts too: A, off, B, off, A is two", async () => {
    const mock = createMock({ world: worldOf({ maxActivations: 1 }) });
    expect(await activate(mock, "it", on("a"))).toMatchObject({ transfer_count: 0 });
    await deactivate(mock, "it", on("a"));
    expect(await activate(mock, "it", on("b"))).toMatchObject({ transfer_count: 1 });
    await deactivate(mock, "it", on("b"));
    expect(await activate(mock, "it", on("a"))).toMatchObject({ transfer_count: 2, times_activated: 1 });
  });

  test("the same device again is none", async () => {
    const mock = createMock({ world: worldOf({ maxTransfers: -1 }) });
    await activate(mock, "it", on("a"));
    await deactivate(mock, "it", on("a"));
    expect(await activate(mock, "it", on("a"))).toMatchObject({ transfer_count: 0 });
  });

  test("forbidden transfers still let several first-time devices in", async () => {
    const mock = createMock({ world: worldOf({ maxTransfers: -1, maxActivations: 3 }) });
    await activate(mock, "it", on("a"));
    await activate(mock, "it", on("b"));
    await deactivate(mock, "it", on("a"));
    expect(await outcomeOf(activate(mock, "it", on("c")))).toBe("license_transferred_max_times");
  });

  test("are counted but not limited where activations are unlimited", async () => {
    const mock = createMock({ world: worldOf({ maxTransfers: 1, transferCount: 1, unlimitedActivations: true }) });
    await activate(mock, "it", on("a"));
    await deactivate(mock, "it", on("a"));
    expect(await activate(mock, "it", on("b"))).toMatchObject({ transfer_count: 2 });
  });
});

describe("the end of a license", () => {
  test.each([
    [{ type: "time-limited", validDuration: "30d" }, "2027-03-02T00:00:00.000Z"],
    [{ type: "time-limited", validDuration: "1m" }, "2027-02-28T00:00:00.000Z"],
    [{ type: "time-limited", validDuration: "1y" }, "2028-01-31T00:00:00.000Z"],
    [{ trial: true, trialDays: 7 }, "2027-02-07T00:00:00.000Z"],
    [{ trial: true, trialDays: 7, expiresAt: "2027-06-01" }, "2027-06-01T00:00:00.000Z"],
  ])("of %j is set by the first activation: %s", async (license, end) => {
    const mock = createMock({ clock: "2027-01-31T18:00:00.000Z", world: worldOf(license) });
    expect(await activate(mock, "it")).toMatchObject({ validity_period: end });
    mock.clock.advance({ days: 1 });
    expect(await activate(mock, "it")).toMatchObject({ validity_period: end });
  });
});

test("a license can be activated from the moment it starts", async () => {
  const mock = createMock({
    clock: "2026-01-01T00:00:00.000Z",
    world: worldOf({ startsAt: "2026-02-01T00:00:00.000Z" }),
  });
  mock.clock.set("2026-01-31T23:59:59.999Z");
  expect(await outcomeOf(activate(mock, "it"))).toBe("license_start_date_error");
  mock.clock.advance({ ms: 1 });
  expect(await outcomeOf(activate(mock, "it"))).toBe("ok");
});

test("the hardware id is matched with its case, and signed without", async () => {
  const mock = createMock();
  const input = inputOf(mock, "check-license", "activeKeyLicense", { hardware_id: "LAPTOP-1" });
  expect(await outcomeOf(clientOf(mock).call("check-license", input))).toBe("device_not_found");
});

describe("a single sign-on token", () => {
  test.each(["id_token", "code"])("names and proves its user: %s", async (kind) => {
    const both = { id_token: undefined, code: undefined };
    const mock = createMock();
    const token = { ...both, [kind]: mock.roles.ssoUser?.[kind] };
    expect(await activate(mock, "ssoUser", token)).toMatchObject({ username: "linus@customer.test" });
    expect(await outcomeOf(activate(mock, "ssoUser", { ...both, [kind]: "unknown" }))).toBe(
      "sso_customer_account_token_error",
    );
  });

  test("is not taken for one of another account, nor of the other kind", async () => {
    const mock = createMock();
    const { id_token, code } = mock.roles.ssoUser as Record<string, unknown>;
    for (const wrong of [
      { customer_account_code: "no-sso" },
      { id_token: code, code: undefined },
      { id_token: undefined, code: id_token },
    ]) {
      expect(await outcomeOf(activate(mock, "ssoUser", wrong))).toBe("sso_customer_account_token_error");
    }
  });

  test("names nobody without its account", async () => {
    const mock = createMock();
    const fields = { customer_account_code: undefined, license_key: "not asked for here" };
    expect(await outcomeOf(activate(mock, "ssoUser", fields))).toBe("license_key_or_license_user_required");
  });
});

test("an activation takes a seat where the policy says so", async () => {
  const mock = createMock({ policy: { activationTakesSeat: true } });
  expect(await activate(mock, "floatingLicense")).toMatchObject({ floating_in_use: 1 });
});

test("what a device reports is kept, and added to", async () => {
  const mock = createMock();
  await activate(mock, "unactivatedLicense", { hostname: "a", is_vm: "true", mac_adddress: "m" });
  await activate(mock, "unactivatedLicense", { os_ver: "1" });
  const [device] = mock.tables.devices.byHardwareId("Laptop-1").filter(({ facts }) => facts.hostname === "a");
  expect(device?.facts).toEqual({ hostname: "a", is_vm: true, mac_address: "m", os_ver: "1" });
});

test("the newest installer stands in the answer, or null", async () => {
  const mock = createMock();
  expect((await activate(mock, "activeKeyLicense")).installation_file?.version).toBe("2.0.0");
  expect((await activate(mock, "activeUserLicense")).installation_file).toBeNull();
});
