import { describe, expect, test } from "vitest";
import type { EndpointName } from "../../src/api/endpoints.ts";
import type { Policies } from "../../src/api/policies.ts";
import type { WorldFile } from "../../src/generated/types.ts";
import { createMock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, licenseWorld } from "../calls.ts";

interface Asked {
  readonly endpoint: EndpointName;
  readonly role?: string;
  readonly fields?: object;
  readonly policy?: Partial<Policies>;
  readonly world?: WorldFile;
}

/** The rules that held, without who called; ids are shown as #. */
async function reasonsOf({ endpoint, role = "it", fields, policy = {}, world }: Asked): Promise<string[]> {
  const mock = createMock({ clock: "2026-11-22T12:00:00.000Z", policy, ...(world && { world }) });
  await clientOf(mock).call(endpoint, inputOf(mock, endpoint, role, fields) as never);
  const why = mock.journal.entries().at(-1)?.why ?? [];
  return why.slice(1).map((reason) => reason.replace(/\d{16}/, "#"));
}

const offline = { api_key: "6f9619ff-8b86-4d01-b42d-00c04fc964ff", date: "d" };
const open = "the product takes new activations";
const enabled = "the license is enabled";
const active = "device Laptop-1 is active";
const gone = "device Laptop-1 is let go, with its seats";
const keyed = (key: string) => ["product key-app", `license ${key} (id #) by its key`];
const named = (user: string) => ["product user-app", `license of ${user} (id #) by its user`];
const opened = (key: string) => ["product key-app", open, `license ${key} (id #) by its key`, open, enabled];

describe("the journal says why an activation succeeded", () => {
  test.each<[string, Asked, string[]]>([
    [
      "a new device",
      { endpoint: "activate-license", role: "unactivatedLicense" },
      [...opened("NEWX-PERP-KEYS-0001"), "device activated: 1 of 2"],
    ],
    [
      "a device that is active",
      { endpoint: "activate-license", role: "activeKeyLicense" },
      [...opened("ACTV-PERP-KEYS-0001"), "device Laptop-1 is active already"],
    ],
    [
      "a transfer",
      { endpoint: "activate-license", role: "transferableLicense" },
      [...opened("MOVE-PERP-KEYS-0001"), "a transfer: another device was let go before", "device activated: 1 of 1"],
    ],
    [
      "a license that forbids virtual machines",
      { endpoint: "activate-license", role: "vmForbiddenLicense" },
      [
        ...opened("NOVM-PERP-KEYS-0001"),
        "the device does not say that it is a virtual machine",
        "device Laptop-1 is active already",
      ],
    ],
    [
      "a license that is over",
      { endpoint: "activate-license", role: "expiredLicense", fields: { hardware_id: "x" } },
      [
        ...opened("EXPI-TIME-KEYS-0001"),
        "the license is over, which policy expiredUse allows",
        "device activated: 2 of 2",
      ],
    ],
    [
      "a license with a start and without a limit",
      {
        endpoint: "activate-license",
        world: licenseWorld({ startsAt: "2026-11-22T12:00:00.000Z", unlimitedActivations: true }),
      },
      [
        ...["product p", open, "license TEST-TEST-TEST-0001 (id #) by its key", open, enabled],
        ...["the license has started", "device activated: 1 of any number"],
      ],
    ],
    [
      "a password",
      { endpoint: "activate-license", role: "activeUserLicense" },
      [
        ...["product user-app", open, "license of ada@example.test (id #) by its user", "the password is right"],
        ...[open, enabled, "device Laptop-1 is active already"],
      ],
    ],
    [
      "a single sign-on token",
      { endpoint: "activate-license", role: "ssoUser" },
      [
        ...["product user-app", open, "license of linus@customer.test (id #) by its user"],
        ...["the single sign-on token is right", open, enabled, "device Laptop-1 is active already"],
      ],
    ],
    [
      "units of a pool, taken along",
      { endpoint: "activate-offline", role: "pooledOfflineLicense", fields: { ...offline, consumptions: 3 } },
      [
        ...["the offline request is signed by 6f9619ff…", ...opened("POOL-OFFL-KEYS-0001")],
        ...["device activated: 1 of 5", "device Laptop-1 takes 3 units of pool Field work along"],
      ],
    ],
    [
      "a bundle",
      { endpoint: "activate-bundle-offline", role: "userBundleLicense", fields: { ...offline, password: undefined } },
      [
        ...["the offline request is signed by 6f9619ff…", "product user-suite", open],
        ...["license of edsger@example.test (id #) by its user", "bundle of 1 members"],
        ...[open, enabled, "device Laptop-1 is active already"],
        ...[open, enabled, "device Laptop-1 is active already"],
      ],
    ],
  ])("%s", async (_what, asked, reasons) => {
    expect(await reasonsOf(asked)).toEqual(reasons);
  });
});

describe("the journal says why a check succeeded", () => {
  test.each<[string, Asked, string[]]>([
    [
      "of several licenses, one that the device is active on",
      { endpoint: "check-license", role: "severalLicensesUser" },
      [
        ...["product user-app", "chosen of 2: the device is active on it"],
        ...["license of mary@example.test (id #) by its user", enabled, active],
      ],
    ],
    [
      "of several licenses, the newest",
      { endpoint: "activate-license", role: "offlineUserLicense" },
      [
        ...["product user-app", open, "chosen of 2: the newest", "license of grace@example.test (id #) by its user"],
        ...["the password is right", open, enabled, "device activated: 2 of 2"],
      ],
    ],
    [
      "without a password",
      { endpoint: "check-license", role: "activeUserLicense", fields: { password: undefined } },
      [...named("ada@example.test"), enabled, active],
    ],
    [
      "units",
      { endpoint: "check-license", role: "consumptionLicense" },
      [...keyed("CONS-PLAI-KEYS-0001"), enabled, active, "units are left: 10 of 1000 used"],
    ],
    [
      "units, whose period is new",
      {
        endpoint: "check-license",
        world: licenseWorld({
          type: "consumption",
          devices: [{ hardwareId: "h" }],
          consumption: { max: 9, total: 4, resets: true, period: "daily", countedFrom: "2026-11-21T00:00:00.000Z" },
        }),
      },
      [
        ...["product p", "license TEST-TEST-TEST-0001 (id #) by its key", enabled, "device h is active"],
        ...["a new period: the total starts again from 0", "units are left: 0 of 9 used"],
      ],
    ],
    [
      "a license that is over",
      { endpoint: "check-license", role: "expiredLicense" },
      [...keyed("EXPI-TIME-KEYS-0001"), enabled, active, "the license is over, which policy expiredCheck allows"],
    ],
    [
      "a seat",
      { endpoint: "check-license", role: "floatingLicense" },
      [...keyed("FLOA-FREE-KEYS-0001"), enabled, active, "seat taken: 1 of 2"],
    ],
    [
      "a feature's seat",
      { endpoint: "check-license-feature", role: "featureLicense", fields: { feature: "floating" } },
      [...keyed("FEAT-URES-KEYS-0001"), enabled, active, "feature floating is there", "seat taken: 1 of 2"],
    ],
    [
      "a bundle",
      { endpoint: "check-bundle", role: "bundleLicense" },
      [
        ...["product suite", "license BUND-LEON-KEYS-0001 (id #) by its key", "bundle of 2 members"],
        ...[enabled, active, enabled, active, enabled, active, "units are left: 10 of 100 used"],
      ],
    ],
  ])("%s", async (_what, asked, reasons) => {
    expect(await reasonsOf(asked)).toEqual(reasons);
  });
});

describe("the journal says why a call succeeded", () => {
  test.each<[string, Asked, string[]]>([
    [
      "units given back",
      { endpoint: "add-consumption", role: "negativeConsumptionLicense", fields: { consumptions: -1 } },
      [...keyed("CONS-NEGA-KEYS-0001"), enabled, active, "units counted: 9 of 1000 used"],
    ],
    [
      "units of a pool",
      { endpoint: "add-consumption", role: "pooledLicense", fields: { consumptions: 2 } },
      [
        ...[...keyed("POOL-LICE-KEYS-0001"), enabled, "device Pool-1 is active"],
        ...["units counted: 12 of 1000 used", "pool AI Credits: units counted: 102 of 10000 used"],
      ],
    ],
    [
      "units of a feature",
      { endpoint: "add-feature-consumption", role: "pooledFeatureLicense", fields: { consumptions: 2 } },
      [
        ...[...keyed("POOL-FEAT-KEYS-0001"), enabled, "device Pool-1 is active", "feature render is there"],
        ...["units counted: 12 of 1000 used", "pool Render minutes: units counted: 102 of 10000 used"],
      ],
    ],
    [
      "a borrowing",
      { endpoint: "floating-borrow", role: "borrowableUserLicense", fields: { borrowed_until: null } },
      [
        ...[...named("donald@example.test"), "the password is right", enabled, active],
        ...["the license is not over", "seat taken: 1 of 1", "borrowed, 48 hours are allowed"],
      ],
    ],
    [
      "a feature's borrowing",
      { endpoint: "floating-feature-borrow", role: "borrowableFeatureLicense", fields: { borrowed_until: null } },
      [
        ...[...keyed("BORR-FEAT-KEYS-0001"), enabled, active, "the license is not over"],
        ...["feature borrowable is there", "seat taken: 1 of 1", "borrowed, 24 hours are allowed"],
      ],
    ],
    [
      "a farewell",
      { endpoint: "deactivate-license", role: "activeKeyLicense" },
      [...keyed("ACTV-PERP-KEYS-0001"), active, gone],
    ],
    [
      "a bundle's farewell",
      { endpoint: "deactivate-bundle", role: "userBundleLicense", fields: { password: undefined } },
      [
        ...["product user-suite", "license of edsger@example.test (id #) by its user", "bundle of 1 members"],
        ...[active, gone, active, gone],
      ],
    ],
    [
      "a user's licenses",
      { endpoint: "user-licenses", role: "activeUserLicense" },
      [
        ...["product user-app", "the password is right"],
        "licenses of ada@example.test, as far as the caller may see them",
      ],
    ],
    [
      "a device's licenses",
      { endpoint: "device-licenses", role: "activeKeyLicense" },
      ["licenses that know device Laptop-1, as far as the caller may see them"],
    ],
    [
      "a customer's users",
      { endpoint: "customer-license-users", role: "customer" },
      ["product user-app", "customer buyer@customer.test"],
    ],
    [
      "a new password",
      { endpoint: "change-password", role: "activeUserLicense", fields: { new_password: "x" } },
      ["the password of ada@example.test was right"],
    ],
    [
      "an installer",
      { endpoint: "installation-file", role: "installableLicense" },
      [...keyed("INST-ALLS-KEYS-0001"), active, "1 of 3 versions may be installed"],
    ],
    [
      "an address to sign on at",
      { endpoint: "sso-url", role: "ssoAccount" },
      ["product user-app", "customer account acme has single sign-on"],
    ],
    [
      "a trial",
      { endpoint: "trial-key", role: "trialProduct" },
      ["product trial-app", "a new trial of 14 days: license id #"],
    ],
  ])("%s", async (_what, asked, reasons) => {
    expect(await reasonsOf(asked)).toEqual(reasons);
  });

  test("a trial that is running", async () => {
    const mock = createMock();
    const input = inputOf(mock, "trial-key", "trialProduct");
    await clientOf(mock).call("trial-key", input);
    await clientOf(mock).call("trial-key", input);
    expect(mock.journal.entries().at(-1)?.why.at(-1)).toMatch(
      /^the device has a trial, still running: license id \d{16}$/,
    );
  });
});
