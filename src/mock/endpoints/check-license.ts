import type { Behaviour } from "../behaviour.ts";
import { requireUnitsLeft } from "../rules/consumption.ts";
import { refreshDevice, requireAllowedMachine, requireDevice } from "../rules/device.ts";
import { isExpired, requireUnexpired } from "../rules/expiry.ts";
import { cloudPool, takeSeat } from "../rules/seats.ts";
import { offeredVersions } from "../rules/versions.ts";
import { checkedLicenseView } from "../views/license.ts";

/**
 * Says how a license stands on this device, and takes or renews its floating seat. An expired license takes none.
 *
 * @throws what requireDevice throws, then vm_not_allowed, license_expired (policy), license_not_enough_consumptions,
 * floating_not_available. documented: seed 002 (the order: assumed)
 */
export const checkLicense: Behaviour<"check-license"> = (input, context) => {
  const found = requireDevice(input, context);
  const { license, product } = found;
  requireAllowedMachine(license, input);
  requireUnexpired(license, "expiredCheck", context);
  requireUnitsLeft(license, context);
  const pool = isExpired(license, context.now) ? undefined : cloudPool(license);
  if (pool) takeSeat(found.device, pool, context);
  const device = refreshDevice(found.device, input, context);
  const version = offeredVersions(product, license, input)[0];
  const options = {
    withExpiredFeatures: input.include_expired_features ?? false,
    withMetadataText: input.include_metadata_string ?? false,
  };
  return checkedLicenseView({ ...found, device, version }, options, context);
};
