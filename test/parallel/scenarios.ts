import { spaceTest } from "license-api-kit/vitest";
import { describe, expect } from "vitest";

const product = { product: "key-app", hardware_id: "Laptop-1" };
const counter = { ...product, license_key: "CONS-PLAI-KEYS-0001" };
const limited = { ...product, license_key: "TIME-LIMI-KEYS-0001" };
const floating = { ...product, license_key: "FLOA-FREE-KEYS-0001" };

/** Tests on the same licenses as every other file's, each with its own state, clock and faults. */
export function defineScenarios(number: number): void {
  const test = spaceTest(process.env.LICENSE_API_KIT_URL as string);

  describe.concurrent(`file ${number}`, () => {
    test("counts only its own units", async ({ space, client }) => {
      const units = 1 + (number % 50);
      await client.call("add-consumption", { ...counter, consumptions: units });
      const { total_consumptions } = await client.call("add-consumption", { ...counter, consumptions: units });
      expect(total_consumptions).toBe(10 + 2 * units);
      expect(await space.journal.entries()).toHaveLength(2);
      await expect(space).toHaveReceived("add-consumption", { consumptions: units });
    });

    test("moves only its own clock", async ({ space, client }) => {
      const isLate = number % 2 === 0;
      if (isLate) await space.clock.advance({ days: 400 + number });
      expect(await client.call("check-license", limited)).toMatchObject({ is_expired: isLate });
    });

    test("meets only its own faults", async ({ space, client }) => {
      const codes = ["license_not_enabled", "device_not_found", "license_not_active"] as const;
      const code = codes[number % codes.length] as (typeof codes)[number];
      await space.faults.add({ kind: "error", code, endpoint: "check-license", times: 1 });
      await expect(client.call("check-license", floating)).rejects.toMatchObject({ code });
      expect(await client.call("check-license", floating)).toMatchObject({ floating_in_use_devices: 1 });
      await expect(space).toHaveNoUnusedFaults();
    });

    test("edits only its own world", async ({ space, client }) => {
      const license = await space.world.licenses.find({ licenseKey: floating.license_key });
      await space.world.licenses.update(license?.id ?? 0, { enabled: number % 3 !== 0 });
      const outcome = await client.call("check-license", floating).then(
        () => "ok",
        ({ code }) => code,
      );
      expect(outcome).toBe(number % 3 === 0 ? "license_not_enabled" : "ok");
    });
  });
}
