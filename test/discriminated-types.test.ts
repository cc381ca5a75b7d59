import { expect, expectTypeOf, test } from "vitest";
import type {
  ActivatedLicense,
  ActivationCoreMembers,
  ActivationFeature,
  AddConsumptionParameters,
  AddConsumptionRequest,
  CheckBundleResponse,
  CheckedLicense,
  CheckedLicenseMembers,
  CheckLicenseFeatureResponse,
  ConsumptionPeriod,
  DeviceLicensesResponse,
  Feature,
  KeyOrUser,
  LicenseUser,
  TrialKeyResponse,
  UserLicensesResponse,
} from "../src/index.ts";

// What is tested here is tested by the compiler: `npm run check:types` fails where an expectation is wrong. The functions
// are never called.

test("only a consumption license has a counter", () => {
  const read = (license: CheckedLicense) => {
    expectTypeOf(license.max_consumptions).toEqualTypeOf<number | undefined>();
    if (license.license_type === "consumption") {
      expectTypeOf(license.max_consumptions).toEqualTypeOf<number>();
      expectTypeOf(license.consumption_period).toEqualTypeOf<ConsumptionPeriod>();
    } else {
      expectTypeOf(license.max_consumptions).toEqualTypeOf<undefined>();
      expectTypeOf(license.license_type).toEqualTypeOf<"perpetual" | "time-limited" | "subscription">();
    }
  };
  const members = {} as CheckedLicenseMembers;
  const counter = {
    max_consumptions: 10,
    total_consumptions: 0,
    allow_unlimited_consumptions: false,
    allow_negative_consumptions: false,
    reset_consumption: false,
    consumption_period: null,
  };
  const perpetual: CheckedLicense = { ...members, license_type: "perpetual", license_key: "k" };
  const metered: CheckedLicense = { ...members, ...counter, license_type: "consumption", license_key: "k" };
  // @ts-expect-error a perpetual license counts nothing
  const counting: CheckedLicense = { ...members, ...counter, license_type: "perpetual", license_key: "k" };
  // @ts-expect-error a consumption license counts
  const silent: CheckedLicense = { ...members, license_type: "consumption", license_key: "k" };
  expect([read, perpetual, metered, counting, silent]).toHaveLength(5);
});

test("a license has a key or a user, never both", () => {
  const read = (license: CheckedLicense) => {
    expectTypeOf(license.user).toEqualTypeOf<LicenseUser | undefined>();
    if (license.user) expectTypeOf(license.license_key).toEqualTypeOf<undefined>();
    else expectTypeOf(license.license_key).toEqualTypeOf<string>();
  };
  const members = { ...({} as CheckedLicenseMembers), license_type: "perpetual" } as const;
  const user = {} as LicenseUser;
  const userBased: CheckedLicense = { ...members, user };
  // @ts-expect-error a license has one of both
  const neither: CheckedLicense = { ...members };
  // @ts-expect-error a license has one of both
  const both: CheckedLicense = { ...members, user, license_key: "k" };
  const activation = { ...({} as ActivationCoreMembers), license_type: "perpetual" } as const;
  const activated: ActivatedLicense = { ...activation, user, username: "ada@example.test", max_license_users: 1 };
  // @ts-expect-error a license that was activated by key has no name of a user
  const named: ActivatedLicense = { ...activation, license_key: "k", username: "ada@example.test" };
  expect([read, userBased, neither, both, activated, named]).toHaveLength(6);
});

test("lists and bundles hold licenses of the same kinds", () => {
  expectTypeOf<CheckBundleResponse>().toEqualTypeOf<CheckedLicense[]>();
  const read = (ofDevice: DeviceLicensesResponse[number], ofUser: UserLicensesResponse[number]) => {
    expectTypeOf(ofDevice.license_key).toEqualTypeOf<string | undefined>();
    if (ofUser.license.license_type === "consumption") {
      expectTypeOf(ofUser.license.total_consumptions).toEqualTypeOf<number>();
    }
    // @ts-expect-error the license of a user is listed without its key
    return ofUser.license.license_key;
  };
  expect(read).toBeTypeOf("function");
});

test("only a consumption feature has a counter", () => {
  const read = (feature: Feature, checked: CheckLicenseFeatureResponse) => {
    if (feature.feature_type === "consumption") expectTypeOf(feature.max_consumption).toEqualTypeOf<number>();
    else expectTypeOf(feature).toEqualTypeOf<ActivationFeature>();
    // The documents want the counter of every feature, the live service leaves it away
    if (checked.feature_type === "activation") {
      expectTypeOf(checked.max_consumption).toEqualTypeOf<number | undefined>();
    } else expectTypeOf(checked.max_consumption).toEqualTypeOf<number>();
    expectTypeOf(checked.consumption_period).toEqualTypeOf<ConsumptionPeriod | "" | undefined>();
  };
  const plain = {} as Omit<ActivationFeature, "feature_type">;
  const activation: Feature = { ...plain, feature_type: "activation" };
  // @ts-expect-error a switch counts nothing
  const counting: Feature = { ...activation, max_consumption: 5 };
  expect([read, activation, counting]).toHaveLength(3);
});

test("a trial is new or was there, and has a key or a user", () => {
  const read = (trial: TrialKeyResponse) => {
    if ("id" in trial) expectTypeOf(trial.trial_days).toEqualTypeOf<number>();
    if (trial.license_user === undefined) expectTypeOf(trial.license).toEqualTypeOf<string>();
    else expectTypeOf(trial.license).toEqualTypeOf<undefined>();
  };
  // @ts-expect-error a trial has one of both
  const both: TrialKeyResponse = { license_type: "perpetual", is_trial: true, license: "k", license_user: "u" };
  expect([read, both]).toHaveLength(2);
});

test("a request is its parameters and who is meant", () => {
  expectTypeOf<AddConsumptionRequest>().toEqualTypeOf<AddConsumptionParameters & KeyOrUser>();
  const request: AddConsumptionRequest = { product: "p", hardware_id: "h", username: "u", allow_overages: true };
  // @ts-expect-error the switch is no number, though one page prints one
  const printed: AddConsumptionRequest = { ...request, allow_overages: 1 };
  // @ts-expect-error no name but the documented ones
  const strange: AddConsumptionRequest = { ...request, units: 1 };
  expect([request, printed, strange]).toHaveLength(3);
});

test("a misspelt member of an answer does not compile", () => {
  // @ts-expect-error license_key
  const misspelt = (license: CheckedLicense) => license.licenseKey;
  // @ts-expect-error total_consumptions, of a license in the plural
  const singular = (license: CheckedLicense) => license.total_consumption;
  expect([misspelt, singular]).toHaveLength(2);
});
