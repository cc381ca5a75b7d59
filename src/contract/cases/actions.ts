import type { EndpointName } from "../../api/endpoints.ts";
import type { CheckedLicense, NewTrialLicense } from "../../generated/types.ts";
import type { Effect, Role, Step, StepContext, UndoRequest } from "../case.ts";
import { longest } from "./borrowing.ts";
import { sameAs } from "./counter-claims.ts";
import { type Complaint, complaintUnless, stillRefusedStep, successStep } from "./expectations.ts";
import { type FieldSource, featureBy, newDevice, otherDevice, requestOf } from "./requests.ts";
import {
  activated,
  bundleActivated,
  bundleDeactivated,
  deactivated,
  featureSeatsReleased,
  released,
  seatsReleased,
} from "./undo-requests.ts";

/** A call that changes something, with how it shows afterwards that it did not happen. */
export interface Action {
  readonly endpoint: EndpointName;
  readonly role: string;
  /** What sets it apart from others of its endpoint. */
  readonly variant?: string;
  readonly fields?: FieldSource;
  /** Brings the role where the call would act, and shows how it is. */
  readonly before?: readonly Step[];
  /** Holds as long as the call did not happen. */
  readonly unchanged: (claimed: { readonly alsoEvidence: "inviolable" }) => Step;
  /** Other wrong ways to ask for it, by fields that differ. */
  readonly wrongly?: readonly FieldSource[];
  readonly effect: Exclude<Effect, "none">;
  readonly undo?: readonly UndoRequest[];
}

const counter = featureBy("consumption_feature");
const variables = (_role: Role, scene: StepContext) => ({ variables: { theme: scene.fresh("theme") } });
const seatsBack = seatsReleased("borrowableLicense");
const featureSeatsBack = featureSeatsReleased("borrowableFeatureLicense");

/** What the first answer showed is still so. */
function sameAsFirst<Body>(what: string, read: (body: Body) => unknown): Complaint {
  return sameAs(0, read, (before, now) => `${what} was ${before} and is ${now}`);
}

const sameTotal = sameAsFirst("total_consumptions", (body: { total_consumptions?: number }) => body.total_consumptions);
const sameDevices = sameAsFirst("times_activated", (body: CheckedLicense) => body.times_activated);

type Claimed = Parameters<Action["unchanged"]>[0];

/** A query still succeeds. */
const answered =
  (endpoint: EndpointName, role: string, fields?: FieldSource) =>
  ({ alsoEvidence }: Claimed): Step =>
    successStep(requestOf(endpoint, role, fields), undefined, { rests: { outcome: alsoEvidence } });

/** A query is still refused. */
const refused = (endpoint: EndpointName, role: string, fields?: FieldSource) => (): Step =>
  stillRefusedStep(requestOf(endpoint, role, fields));

/** A query still says the same as before. */
const same =
  (complaint: Complaint, endpoint: EndpointName, role: string, fields?: FieldSource) =>
  (claimed: Claimed): Step =>
    successStep(requestOf(endpoint, role, fields), complaint, claimed);

const look = (endpoint: EndpointName, role: string, fields?: FieldSource) => [
  successStep(requestOf(endpoint, role, fields)),
];

/** Every endpoint that changes something a later call shows. */
export const actions: readonly Action[] = [
  {
    ...{ endpoint: "add-consumption", role: "consumptionLicense", effect: "permanent" },
    before: look("check-license", "consumptionLicense"),
    unchanged: same(sameTotal, "check-license", "consumptionLicense"),
    wrongly: [{ consumptions: 1_000_000_000 }, { consumptions: -1 }],
  },
  {
    ...{ endpoint: "add-feature-consumption", role: "featureLicense", fields: counter, effect: "permanent" },
    before: look("check-license-feature", "featureLicense", counter),
    unchanged: same(sameTotal, "check-license-feature", "featureLicense", counter),
    wrongly: [{ consumptions: 1_000_000_000 }, { consumptions: -1 }, { feature: "no-such-feature" }],
  },
  {
    ...{ endpoint: "activate-license", role: "roomyLicense", fields: newDevice, effect: "reversible" },
    before: look("check-license", "roomyLicense"),
    unchanged: same(sameDevices, "check-license", "roomyLicense"),
    undo: [deactivated("roomyLicense", newDevice)],
  },
  {
    ...{ endpoint: "deactivate-license", role: "activeKeyLicense", effect: "reversible" },
    unchanged: answered("check-license", "activeKeyLicense"),
    undo: [activated("activeKeyLicense")],
  },
  {
    ...{ endpoint: "activate-license", role: "activeUserLicense", fields: newDevice, effect: "reversible" },
    variant: "user",
    before: look("check-license", "activeUserLicense"),
    unchanged: same(sameDevices, "check-license", "activeUserLicense"),
    wrongly: [{ password: "wrong" }, { password: undefined }],
    undo: [deactivated("activeUserLicense", newDevice)],
  },
  {
    ...{ endpoint: "deactivate-license", role: "activeOfflineLicense", effect: "reversible" },
    variant: "units",
    before: look("check-license", "activeOfflineLicense"),
    unchanged: same(sameTotal, "check-license", "activeOfflineLicense"),
    wrongly: [{ consumptions: 1_000_000_000 }, { consumptions: -1 }],
    undo: [activated("activeOfflineLicense")],
  },
  {
    ...{ endpoint: "floating-borrow", role: "borrowableUserLicense", fields: longest, effect: "reversible" },
    variant: "user",
    unchanged: same(
      (({ is_borrowed }: CheckedLicense) => complaintUnless(!is_borrowed, "it is borrowed")) as Complaint,
      "check-license",
      "borrowableUserLicense",
    ),
    wrongly: [{ password: "wrong" }, { password: undefined }],
    undo: [released("borrowableUserLicense")],
  },
  {
    ...{ endpoint: "activate-bundle", role: "unactivatedBundle", effect: "reversible" },
    unchanged: refused("check-bundle", "unactivatedBundle"),
    undo: [bundleDeactivated("unactivatedBundle")],
  },
  {
    ...{ endpoint: "deactivate-bundle", role: "bundleLicense", effect: "reversible" },
    unchanged: answered("check-bundle", "bundleLicense"),
    undo: [bundleActivated("bundleLicense")],
  },
  {
    ...{ endpoint: "activate-offline", role: "offlineLicense", effect: "reversible" },
    unchanged: refused("check-license", "offlineLicense"),
    wrongly: [{ product_features: [{ feature: "no-such-feature", consumptions: 1 }] }],
    undo: [deactivated("offlineLicense")],
  },
  {
    ...{ endpoint: "deactivate-offline", role: "activeOfflineLicense", effect: "reversible" },
    before: look("check-license", "activeOfflineLicense"),
    unchanged: same(sameTotal, "check-license", "activeOfflineLicense"),
    wrongly: [
      { consumptions: 1_000_000_000 },
      { consumptions: -1 },
      { product_features: [{ feature: "no-such-feature", consumptions: 1 }] },
    ],
    undo: [activated("activeOfflineLicense")],
  },
  {
    ...{ endpoint: "activate-bundle-offline", role: "unactivatedBundle", effect: "reversible" },
    unchanged: refused("check-bundle", "unactivatedBundle"),
    undo: [bundleDeactivated("unactivatedBundle")],
  },
  {
    ...{ endpoint: "deactivate-bundle-offline", role: "bundleLicense", effect: "reversible" },
    unchanged: answered("check-bundle", "bundleLicense"),
    undo: [bundleActivated("bundleLicense")],
  },
  {
    ...{ endpoint: "check-license", role: "borrowableLicense", effect: "reversible" },
    unchanged: answered("check-license", "borrowableLicense", otherDevice),
    undo: seatsBack,
  },
  {
    ...{ endpoint: "check-license-feature", role: "borrowableFeatureLicense", effect: "reversible" },
    unchanged: answered("check-license-feature", "borrowableFeatureLicense", otherDevice),
    undo: featureSeatsBack,
  },
  {
    ...{ endpoint: "floating-borrow", role: "borrowableLicense", fields: longest, effect: "reversible" },
    unchanged: answered("check-license", "borrowableLicense", otherDevice),
    wrongly: [{ borrowed_until: "2001-01-01T00:00:00Z" }, { borrowed_until: "tomorrow" }],
    undo: seatsBack,
  },
  {
    ...{ endpoint: "floating-release", role: "borrowableLicense", effect: "reversible" },
    before: look("check-license", "borrowableLicense"),
    unchanged: refused("check-license", "borrowableLicense", otherDevice),
    undo: seatsBack,
  },
  {
    ...{ endpoint: "floating-feature-borrow", role: "borrowableFeatureLicense", fields: longest, effect: "reversible" },
    unchanged: answered("check-license-feature", "borrowableFeatureLicense", otherDevice),
    wrongly: [{ borrowed_until: "2001-01-01T00:00:00Z" }, { feature: "no-such-feature" }],
    undo: featureSeatsBack,
  },
  {
    ...{ endpoint: "floating-feature-release", role: "borrowableFeatureLicense", effect: "reversible" },
    before: look("check-license-feature", "borrowableFeatureLicense"),
    unchanged: refused("check-license-feature", "borrowableFeatureLicense", otherDevice),
    wrongly: [{ feature: "no-such-feature" }],
    undo: featureSeatsBack,
  },
  {
    ...{ endpoint: "trial-key", role: "trialProduct", fields: newDevice, effect: "permanent" },
    unchanged: (claimed) =>
      successStep(
        requestOf("trial-key", "trialProduct", newDevice),
        (trial: NewTrialLicense) => complaintUnless("active" in trial, "the device has a trial already"),
        claimed,
      ),
    wrongly: [{ license_policy: "no-such-policy" }],
  },
  {
    ...{ endpoint: "track-device-variables", role: "variablesLicense", fields: variables, effect: "permanent" },
    before: look("get-device-variables", "variablesLicense"),
    unchanged: same(
      sameAsFirst("the variables", (body: unknown) => body),
      "get-device-variables",
      "variablesLicense",
    ),
  },
  {
    ...{ endpoint: "change-password", role: "activeUserLicense", effect: "reversible" },
    fields: (_role, scene) => ({ new_password: scene.fresh("Changed-password") }),
    unchanged: answered("change-password", "activeUserLicense", ({ password }) => ({ new_password: password })),
    wrongly: [{ password: "wrong" }],
    undo: [
      {
        request: requestOf("change-password", "activeUserLicense", ({ password }, scene) => ({
          password: scene.fresh("Changed-password"),
          new_password: password,
        })),
        settled: "any refusal",
      },
      {
        request: requestOf("change-password", "activeUserLicense", ({ password }) => ({ new_password: password })),
        settled: [],
      },
    ],
  },
];
