import type { WorldFile } from "../many-licenses-world.ts";

/** Limits that callers run into all the time, so that refusals are as common as successes. */
export const limits = { activations: 3, units: 500, seats: 2, seatMinutes: 10, journal: 1_000 };

/** The licenses of the world, by what they are for. */
export const keys = {
  plain: "SOAK-PLAI-KEYS-0001",
  activated: "SOAK-ACTI-KEYS-0001",
  unlimited: "SOAK-UNLI-KEYS-0001",
  limited: "SOAK-LIMI-KEYS-0001",
  floating: "SOAK-FLOA-KEYS-0001",
} as const;

/** The product that all of them are for. */
export const product = "soak-app";

/** The name of a caller's device. */
export function deviceName(number: number): string {
  return `Device-${number}`;
}

/** A world in which so many devices are active on every license but the one that they compete for. */
export function soakWorld(deviceCount: number): WorldFile {
  const devices = Array.from({ length: deviceCount }, (_, number) => ({ hardwareId: deviceName(number) }));
  const shared = { product, devices, maxActivations: deviceCount };
  return {
    companies: [{ name: "Soak" }],
    apiKeys: [{ apiKey: "6f9619ff-0000-4d01-b42d-00c04fc964ff", sharedKey: "shared-key-of-the-soak-world" }],
    products: [{ code: product, name: "Soak App" }],
    licenses: [
      { ...shared, licenseKey: keys.plain },
      { product, licenseKey: keys.activated, maxActivations: limits.activations },
      { ...shared, licenseKey: keys.unlimited, type: "consumption", consumption: { unlimited: true } },
      { ...shared, licenseKey: keys.limited, type: "consumption", consumption: { max: limits.units } },
      {
        ...shared,
        licenseKey: keys.floating,
        floating: { users: limits.seats, timeoutMinutes: limits.seatMinutes },
      },
    ],
  };
}
