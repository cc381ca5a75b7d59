import { ApiError } from "../../api/errors.ts";
import { type OfflineClaims, offlineText } from "../../api/signature.ts";
import { type Context, signaturePlaceholder } from "../behaviour.ts";
import { type Activated, type Activation, activate } from "../rules/activate.ts";
import type { OnLicense } from "../rules/device.ts";
import { cloudPool } from "../rules/seats.ts";
import { activatedLicenseView } from "../views/license.ts";
import type { LicenseRecord } from "../world/records.ts";
import { offlineSecret } from "./offline-signature.ts";

/** What an offline activation tells. */
export type OfflineActivation = Activation & OfflineClaims & { readonly request_id?: string };

/**
 * Makes a device active that cannot reach the API.
 *
 * @throws offline_floating_cloud_not_supported, validation_error (a type or a license that does not allow it), then what
 * activate throws. assumed: which code such a license answers is not known
 */
export function activateOfflineDevice(found: OnLicense, input: OfflineActivation, context: Context): Activated {
  if (cloudPool(found.license)) throw new ApiError("offline_floating_cloud_not_supported");
  requireOfflineType(found.license, context);
  if (!found.license.offlineActivation) {
    throw new ApiError("validation_error", { detail: "the license does not allow offline activation" });
  }
  return activate(found, input, context);
}

/**
 * Refuses a license of a type that does not go offline. Three pages name trials, perpetual and consumption licenses, two
 * others exclude subscriptions only.
 *
 * @throws validation_error
 */
function requireOfflineType({ type, trial }: LicenseRecord, { policy }: Context): void {
  const { offlineTypes } = policy;
  const isDocumented = trial || type === "perpetual" || type === "consumption";
  if (offlineTypes === "all" || (offlineTypes === "documented" ? isDocumented : type !== "subscription")) return;
  throw new ApiError("validation_error", {
    detail: `a ${type} license cannot be activated offline`,
    explanation: `policy offlineTypes=${offlineTypes}`,
  });
}

/** The license as a file for the device, the signatures last, so that leaving them out leaves the signed text. */
export function offlineLicenseView(activated: Activated, input: OfflineActivation, context: Context) {
  const options = { withExpiredFeatures: false, withMetadataText: false };
  const { license_signature: _last, ...license } = activatedLicenseView(activated, options, context);
  const date = new Date(context.now).toUTCString();
  const text = offlineText({ ...input, date });
  return {
    ...license,
    ...(input.request_id !== undefined && { request_id: input.request_id }),
    date,
    offline_signature: context.hmac(offlineSecret(input, context), text),
    license_signature: signaturePlaceholder,
  };
}
