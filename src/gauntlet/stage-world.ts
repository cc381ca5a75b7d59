import type { WorldFile, WorldLicense } from "../generated/types.ts";

/** Names that stand in every scenario's world. */
export const names = {
  product: "gauntlet-app",
  otherProduct: "other-app",
  licenseKey: "GAUN-TLET-MAIN-0001",
  otherLicenseKey: "GAUN-TLET-OTHR-0001",
  hardwareId: "gauntlet-device",
  otherHardwareId: "somebody-elses-device",
  apiKey: "9a1b2c3d-4e5f-4a6b-8c7d-0e1f2a3b4c5d",
  sharedKey: "shared-key-that-only-the-judge-and-the-client-know",
} as const;

/**
 * A world with the license that the client is given, another one beside it, and the same key for another product. The client's
 * device is active on these two: answers about them are true, and about something else.
 */
export function stageWorld(license: Partial<WorldLicense> = {}, hardwareId: string = names.hardwareId): WorldFile {
  const devices = [{ hardwareId }];
  const roomy = { maxActivations: 20, maxTransfers: 1_000, offlineActivation: true };
  return {
    companies: [{ name: "Gauntlet" }],
    apiKeys: [{ apiKey: names.apiKey, sharedKey: names.sharedKey }],
    products: [
      { code: names.product, name: "Gauntlet App" },
      { code: names.otherProduct, name: "Other App" },
    ],
    licenses: [
      { product: names.product, licenseKey: names.licenseKey, ...roomy, ...license },
      { product: names.product, licenseKey: names.otherLicenseKey, ...roomy, devices },
      { product: names.otherProduct, licenseKey: names.licenseKey, ...roomy, devices },
    ],
  };
}
