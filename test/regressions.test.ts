import { describe, expect, test } from "vitest";
import { encodeText } from "../src/api/write-offline-request.ts";
import { createMock } from "../src/mock/create-mock.ts";
import { clientOf, inputOf, outcomeOf } from "./calls.ts";

describe("a user's activations", () => {
  test("count each license of a bundle, and letting go gives all of them back", async () => {
    const mock = createMock();
    const total = () =>
      mock.tables.users.byEmail(mock.tables.companies.all().next().value?.id ?? 0, "edsger@example.test")
        ?.totalActivations;
    const before = total();
    const on = { hardware_id: "Laptop-9" };
    await clientOf(mock).call("activate-bundle", inputOf(mock, "activate-bundle", "userBundleLicense", on));
    expect(total()).toBe((before ?? 0) + 2);
    await clientOf(mock).call("deactivate-bundle", inputOf(mock, "deactivate-bundle", "userBundleLicense", on));
    expect(total()).toBe(before);
  });
});

test("an activation starts a counter again whose period is over", async () => {
  const mock = createMock({ clock: "2026-11-22T12:00:00.000Z" });
  mock.clock.advance({ days: 1 });
  const input = inputOf(mock, "activate-license", "resettingConsumptionLicense");
  expect(await clientOf(mock).call("activate-license", input)).toMatchObject({ total_consumptions: 0 });
});

test.each(["activate-bundle", "activate-offline", "activate-bundle-offline"] as const)(
  "%s says that a product is disabled before it looks for the license",
  async (endpoint) => {
    const mock = createMock();
    const product = endpoint === "activate-offline" ? "disabled-app" : "disabled-suite";
    const input = {
      product,
      license_key: "NONE-NONE-NONE-NONE",
      hardware_id: "h",
      date: "d",
      api_key: mock.credentials.apiKey,
    };
    expect(await outcomeOf(clientOf(mock).call(endpoint, input as never))).toBe("disabled_product");
  },
);

test.each(["2027-02-30", "2027-02-29T12:00:00.000Z", "2027-02-20T24:00", "2027-02-20 12:60"])(
  "nothing is borrowed until %s, which no calendar or clock has",
  async (borrowed_until) => {
    const mock = createMock({ clock: "2027-02-19T12:00:00.000Z" });
    const input = inputOf(mock, "floating-borrow", "fullBorrowableLicense", { borrowed_until });
    expect(await outcomeOf(clientOf(mock).call("floating-borrow", input))).toBe("borrow_until_not_valid");
  },
);

test("a device's licenses of products that the key may not use are not listed", async () => {
  const mock = createMock();
  const { apiKey, sharedKey } = mock.roles.limitedKey as unknown as { apiKey: string; sharedKey: string };
  const limited = { ...mock, credentials: { apiKey, sharedKey } };
  const codes = (await clientOf(limited).call("device-licenses", { hardware_id: "Laptop-1" })).map(
    ({ product_details }) => product_details.short_code,
  );
  expect(codes.filter((code) => code !== "archived-app")).toEqual([]);
});

describe("hostile contents", () => {
  test.each([{ toString: 0 }, [[[]]], 5, null])(
    "an offline signature that is no text is refused: %j",
    async (signature) => {
      const { apiKey } = createMock().credentials;
      const request = { product: "p", hardware_id: "h", license_key: "k", date: "d", api_key: apiKey };
      const body = encodeText(JSON.stringify({ request, signature }));
      const mock = createMock({ auth: "off" });
      const response = await mock.fetch("https://x.test/api/v4/activate_offline", { method: "POST", body });
      expect(await response.json()).toMatchObject({ code: "offline_signature_mismatch" });
    },
  );

  test("a total never passes what a number can count exactly", async () => {
    const mock = createMock();
    const add = (consumptions: number) =>
      outcomeOf(
        clientOf(mock).call(
          "add-consumption",
          inputOf(mock, "add-consumption", "unlimitedConsumptionLicense", { consumptions }),
        ),
      );
    expect(await add(1.7e308)).toBe("validation_error");
    expect(await add(Number.MAX_SAFE_INTEGER)).toBe("license_not_enough_consumptions");
    expect(await add(Number.MAX_SAFE_INTEGER - 7)).toBe("ok");
    expect(await add(1)).toBe("license_not_enough_consumptions");
  });

  test("a refused call with thousands of variables is taken back at once", async () => {
    const mock = createMock();
    const variables = Object.fromEntries(Array.from({ length: 30_000 }, (_, at) => [`v${at}`, 1]));
    const input = inputOf(mock, "activate-offline", "consumptionOfflineLicense", {
      ...{ variables, consumptions: 5, api_key: mock.credentials.apiKey, date: "d" },
    });
    const before = process.cpuUsage();
    expect(await outcomeOf(clientOf(mock).call("activate-offline", input))).toBe("license_not_enough_consumptions");
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(5_000); // it took 10 seconds and more of the processor's time
  });

  test("a megabyte in a field is not repeated in message, header and journal", async () => {
    const mock = createMock();
    const product = "é".repeat(400_000);
    const input = inputOf(mock, "activate-license", "activeUserLicense", { username: product, product: "user-app" });
    expect(await outcomeOf(clientOf(mock).call("activate-license", input))).toBe("license_not_found");
    expect(JSON.stringify(mock.journal.entries()).length).toBeLessThan(30_000);
  });
});

test("a seat that timed out is gone, even when the clock is moved back", async () => {
  const mock = createMock({ clock: "2026-11-22T12:00:00.000Z" });
  const check = (hardware_id: string) =>
    outcomeOf(
      clientOf(mock).call("check-license", inputOf(mock, "check-license", "borrowableLicense", { hardware_id })),
    );
  expect(await check("Laptop-1")).toBe("ok");
  mock.clock.advance({ minutes: 121 });
  expect(await check("Laptop-2")).toBe("ok");
  mock.clock.advance({ minutes: -5 });
  expect(await check("Laptop-1")).toBe("floating_not_available");
});

test("a device that is active stays so before the license starts", async () => {
  const mock = createMock();
  const [license] = [...mock.tables.licenses.all()].filter(({ licenseKey }) => licenseKey === "ACTV-PERP-KEYS-0001");
  if (license) mock.tables.licenses.update(license, { startsAt: mock.clock.now() + 60_000 });
  const activate = (fields: object) =>
    outcomeOf(clientOf(mock).call("activate-license", inputOf(mock, "activate-license", "activeKeyLicense", fields)));
  expect(await activate({})).toBe("ok");
  expect(await activate({ hardware_id: "Laptop-9" })).toBe("license_start_date_error");
});

test.each([
  [{ id_token: "no-such-token", customer_account_code: "acme" }, "sso_customer_account_token_error"],
  [{ id_token: "test-id-token-linus", customer_account_code: "acme" }, "sso_customer_account_token_error"],
  [{ password: "wrong" }, "authentication_failure"],
  [{ password: "Ada-1815" }, "ok"],
])("whatever a client gives beside a username must be right: %j", async (given, outcome) => {
  const mock = createMock();
  const { username, product, hardware_id } = inputOf(mock, "deactivate-license", "activeUserLicense");
  const input = { username, product, hardware_id, ...given } as never;
  expect(await outcomeOf(clientOf(mock).call("deactivate-license", input))).toBe(outcome);
});

test("fields that clients send empty on every call are absent", async () => {
  const mock = createMock();
  const input = inputOf(mock, "add-consumption", "consumptionLicense", { bundle_code: "", username: "" });
  expect(await outcomeOf(clientOf(mock).call("add-consumption", input))).toBe("ok");
});

test("tokens that expired long ago are forgotten when a new one is given out", async () => {
  const mock = createMock();
  const body = () =>
    new URLSearchParams({
      grant_type: "client_credentials",
      client_id: "auth-company-1",
      client_secret: "test-secret-of-the-company-client",
    });
  const before = mock.tables.accessTokens.count();
  for (let round = 0; round < 5; round += 1) {
    await mock.fetch("https://x.test/realms//user-portal/protocol/openid-connect/token/", {
      method: "POST",
      body: body(),
    });
    mock.clock.advance({ hours: 3 });
  }
  expect(mock.tables.accessTokens.count()).toBeLessThanOrEqual(before + 1);
});
