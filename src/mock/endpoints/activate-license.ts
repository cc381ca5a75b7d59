import type { Behaviour } from "../behaviour.ts";
import { activateDevice, requireStarted } from "../rules/activation.ts";
import { reportedFacts, requireAllowedMachine, requireWelcome } from "../rules/device.ts";
import { isExpired, requireUnexpired } from "../rules/expiry.ts";
import { requireEnabled, requireLicense } from "../rules/license.ts";
import { requireOpenProduct, requireProduct } from "../rules/product.ts";
import { cloudPool, takeSeat } from "../rules/seats.ts";
import { writeVariables } from "../rules/variables.ts";
import { offeredVersions } from "../rules/versions.ts";
import { activatedLicenseView } from "../views/license.ts";

/**
 * Makes this device active on a license. The same device again succeeds and moves no counter.
 *
 * @throws unknown_product, api_key_product_not_allowed, disabled_product, archived_product, license_key_required,
 * license_key_or_license_user_required, license_not_found, authentication_failure, sso_customer_account_token_error,
 * license_not_enabled, blacklisted, vm_not_allowed, license_start_date_error, license_expired (policy),
 * license_activated_max_times, license_user_activated_max_times, license_transferred_max_times,
 * floating_not_available (policy). assumed: the page's error list was not visible
 */
export const activateLicense: Behaviour<"activate-license"> = (input, context) => {
  const product = requireProduct(input.product, context);
  requireOpenProduct(product);
  const found = requireLicense(input, product, "required", context);
  requireEnabled(found.license);
  requireWelcome(input.hardware_id, context);
  requireAllowedMachine(found.license, input);
  requireStarted(found.license, context);
  requireUnexpired(found.license, "expiredUse", context);
  const activated = activateDevice(found.license, input.hardware_id, found.user, reportedFacts(input), context);
  const { license, device } = activated;
  const pool = isExpired(license, context.now) ? undefined : cloudPool(license);
  if (pool && context.policy.activationTakesSeat) takeSeat(device, pool, context);
  const variables = input.variables && writeVariables(device, input.variables, context);
  const version = offeredVersions(product, license, {})[0];
  const options = { withExpiredFeatures: false, withMetadataText: input.include_metadata_string ?? false };
  return activatedLicenseView({ ...activated, product, version, variables }, options, context);
};
