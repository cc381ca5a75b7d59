import type { ActivateOfflineResponse } from "../../generated/types.ts";
import type { ContractCase } from "../case.ts";
import { asFile, flatOffline, wrappedOffline } from "../encode-offline-request.ts";
import { activationCases, expiredMayBeUsed } from "./activation-cases.ts";
import { caseMaker } from "./case-maker.ts";
import { complaintUnless, successStep } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { offlineCases } from "./offline-cases.ts";
import { proofCases } from "./proof-cases.ts";
import { requestOf, requestTo } from "./requests.ts";
import { deactivated } from "./undo-requests.ts";

const { ok, refused, send, story } = caseMaker("activate-offline");
const letGo = (role: string) => ({ effect: "reversible", undo: [deactivated(role)] }) as const;

const as = (encode: NonNullable<ReturnType<ReturnType<typeof send>>["encode"]>) =>
  requestTo("activate-offline", (scene) => ({
    ...send("offlineLicense", { request: "activation", request_id: "file-1" })(scene),
    encode,
  }));

/** The contract of POST activate_offline. */
export const activateOfflineCases: readonly ContractCase[] = [
  ok(
    "a request file activates the device and gives the license as a file",
    "offlineLicense",
    { request: "activation" },
    {
      ...letGo("offlineLicense"),
      also: ({ hardware_id: found }: ActivateOfflineResponse, scene) =>
        complaintUnless(found === scene.role("offlineLicense").hardware_id, `it is for ${found}`),
      alsoEvidence: "inviolable",
    },
  ),
  ok(
    "a user with a password is activated",
    "offlineUserLicense",
    {},
    { variant: "user", ...letGo("offlineUserLicense") },
  ),
  ok(
    "a date in another form is taken, as it is only text",
    "offlineLicense",
    {
      date: "Sun Nov 22 2026 00:32:17 GMT+0000",
    },
    { variant: "date", evidence: "observed: a client writes it so", ...letGo("offlineLicense") },
  ),
  story(
    "a wrapped request is taken",
    ["offlineLicense"],
    [
      successStep(
        as((payload, keys) => wrappedOffline(payload, keys)),
        undefined,
        { evidence: "observed: clients send it" },
      ),
    ],
    {
      variant: "wrapped",
      ...letGo("offlineLicense"),
    },
  ),
  story(
    "a wrapped request with blanks is verified to the letter",
    ["offlineLicense"],
    [
      successStep(
        as((payload, keys) => wrappedOffline(payload, keys, " ")),
        undefined,
        { evidence: "observed: a client sends it" },
      ),
    ],
    { variant: "wrapped-blanks", ...letGo("offlineLicense") },
  ),
  story(
    "a request comes as the file of a form too",
    ["offlineLicense"],
    [successStep(as((payload, keys) => asFile(flatOffline(payload, keys))))],
    { variant: "file", ...letGo("offlineLicense") },
  ),
  story(
    "a license that was activated offline can be checked online",
    ["offlineLicense"],
    [
      successStep(send("offlineLicense")),
      successStep(requestOf("check-license", "offlineLicense"), undefined, { evidence: "assumed" }),
    ],
    { variant: "then-check", ...letGo("offlineLicense") },
  ),
  ...genericCases("activate-offline", { role: "offlineLicense" }),
  ...offlineCases(
    "activate-offline",
    { key: "offlineLicense", user: "offlineUserLicense" },
    { role: "offlineLicense", undo: [deactivated("offlineLicense")] },
  ),
  ...proofCases("activate-offline", { user: "offlineUserLicense" }, {}, (role) => [deactivated(role)]),
  refused(
    "validation_error",
    "a license that must stay online is refused",
    "onlineOnlyLicense",
    {},
    {
      variant: "not-allowed",
      evidence: "assumed",
      rests: { outcome: "documented: activations and device transfers" },
      ifActs: [deactivated("onlineOnlyLicense")],
    },
  ),
  refused(
    "validation_error",
    "a file that asks for something else is refused",
    "offlineLicense",
    { request: "deactivation" },
    { variant: "request", evidence: "assumed", ifActs: [deactivated("offlineLicense")] },
  ),
  refused(
    "offline_floating_cloud_not_supported",
    "a floating cloud license is refused",
    "floatingLicense",
    {},
    {
      ifActs: "nothing",
    },
  ),
  ...activationCases(
    "activate-offline",
    {
      disabled_product: "disabledProduct",
      archived_product: "archivedProduct",
      license_not_enabled: "disabledOfflineLicense",
      blacklisted: "blacklistedOfflineLicense",
      vm_not_allowed: "vmForbiddenOfflineLicense",
      license_start_date_error: "notStartedOfflineLicense",
      license_activated_max_times: "fullOfflineLicense",
      license_user_activated_max_times: "userLimitOfflineLicense",
      license_transferred_max_times: "transfersSpentOfflineLicense",
    },
    (role) => [deactivated(role)],
  ),
  ok(
    "an expired license can be activated",
    "expiredOfflineLicense",
    {},
    {
      variant: "expired",
      ...expiredMayBeUsed,
      ...letGo("expiredOfflineLicense"),
    },
  ),
  refused("license_not_enough_consumptions", "units beyond the limit are refused", "consumptionOfflineLicense", {
    consumptions: 1,
  }),
  refused(
    "negative_consumptions_not_allowed",
    "giving units back is refused where it is not allowed",
    "consumptionOfflineLicense",
    {
      consumptions: -1,
    },
  ),
  refused("unsupported_product_feature", "units of a feature that is not there are refused", "offlineLicense", {
    product_features: [{ code: "no-such-feature", consumptions: 1 }],
  }),
  refused(
    "feature_not_enough_consumptions",
    "units of a feature beyond its limit are refused",
    "offlineLicense",
    ({ counter_feature }) => ({
      product_features: [{ code: counter_feature, consumptions: 1_000_000 }],
    }),
  ),
];
