import { describe, expect, test } from "vitest";
import { createMock } from "../src/mock/create-mock.ts";
import { clientOf, inputOf, outcomeOf } from "./calls.ts";

describe("a user's activations", () => {
  test("count each license of a bundle, and letting go gives all of them back", async () => {
    const mock = createMock();
    const total = () =>
      mock.world.users.find("byEmail", `${mock.world.companies.all().next().value?.id}\u0000edsger@example.test`)
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
