import { ApiError } from "../../api/errors.ts";
import type { TrialKeyResponse } from "../../generated/types.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { requireNotBlacklisted } from "../rules/device.ts";
import { isExpired } from "../rules/expiry.ts";
import { requireProduct } from "../rules/product.ts";
import { maySeeLicense } from "../rules/scope.ts";
import { makeTrial } from "../rules/trial.ts";
import { newTrialView } from "../views/trial.ts";
import type { CompanyRecord, LicenseRecord } from "../world/records.ts";

/**
 * Makes a trial for this device, or gives the one that it had. It activates nothing.
 *
 * @throws unknown_product, api_key_product_not_allowed, trial_not_allowed, email_missing, blacklisted, license_not_found
 * (outside a token's scope), trial_expired, validation_error (an unknown license_policy). documented: trial key, SDK
 * error page (from blacklisted on, and the causes of trial_expired: assumed)
 */
export const trialKey: Behaviour<"trial-key"> = (input, context) => {
  const { world } = context;
  const product = requireProduct(input.product, context);
  if (!product.allowTrial) throw new ApiError("trial_not_allowed", { detail: product.code });
  const isUserBased = product.authorizationMethod === "user";
  if (isUserBased && !input.email) throw new ApiError("email_missing");
  requireNotBlacklisted(input.hardware_id, context);
  const email = isUserBased ? (input.email as string) : "";
  const known = world.trials.byDevice(product.id, input.hardware_id, email);
  const license = known && world.licenses.get(known.licenseId);
  if (context.caller.scope && !(license && maySeeLicense(license, context))) throw new ApiError("license_not_found");
  const { severalTrials } = world.companies.get(product.companyId) as CompanyRecord;
  if (license && !severalTrials) return existingTrial(license, email, context);
  const made = makeTrial(product, input, context);
  world.trials.add({
    id: world.nextId(),
    productId: product.id,
    hardwareId: input.hardware_id,
    email,
    licenseId: made.license.id,
  });
  return newTrialView(made);
};

function existingTrial(license: LicenseRecord, email: string, context: Context): TrialKeyResponse {
  if (isExpired(license, context)) throw new ApiError("trial_expired");
  context.because`the device has a trial, still running: license id ${license.id}`;
  const { licenseKey } = license;
  return {
    license_type: license.type,
    is_trial: true,
    ...(licenseKey === null ? { license_user: email } : { license: licenseKey }),
  } as TrialKeyResponse;
}
