import type { WorldFile } from "license-api-kit";

/** One license that has everything the page shows. A colleague has a seat, another one could take the last. */
export const world: WorldFile = {
  companies: [{ name: "Example Software" }],
  apiKeys: [{ apiKey: "studio-key", sharedKey: "studio-shared-key" }],
  products: [{ code: "studio", name: "Studio" }],
  licenses: [
    {
      product: "studio",
      licenseKey: "STUD-IOXX-KEYS-0001",
      type: "time-limited",
      expiresAt: "+30d",
      maxActivations: 5,
      floating: { users: 2, timeoutMinutes: 30 },
      features: [{ code: "export", name: "Exports", consumption: { max: 100, total: 40 } }],
      devices: [{ hardwareId: "Colleague-1", seats: [{}] }, { hardwareId: "Colleague-2" }],
    },
  ],
};
