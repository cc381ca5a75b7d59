import type { Context } from "../behaviour.ts";
import type { VersionRecord } from "../world/records.ts";
import { requireUnitsLeft } from "./consumption.ts";
import { type DeviceReport, type LicenseOnDevice, refreshDevice, requireAllowedMachine } from "./device.ts";
import { isExpired, requireUnexpired } from "./expiry.ts";
import { cloudPool, takeSeat } from "./seats.ts";
import { offeredVersions, type VersionFilter } from "./versions.ts";

/**
 * Checks a license on its device: takes or renews the floating seat (an expired license takes none), keeps what the
 * device told about itself, and finds the version to offer. The documented list of errors has none for a virtual machine.
 *
 * @throws vm_not_allowed (policy), license_expired (policy), license_not_enough_consumptions, floating_not_available
 */
export function checkOnDevice(
  found: LicenseOnDevice,
  input: DeviceReport & VersionFilter,
  context: Context,
): LicenseOnDevice & { readonly version: VersionRecord | undefined } {
  const { license, product } = found;
  if (context.policy.vmOnCheck === "refuse") requireAllowedMachine(license, input, context);
  requireUnexpired(license, "expiredCheck", context);
  requireUnitsLeft(license, context);
  const pool = isExpired(license, context) ? undefined : cloudPool(license);
  if (pool) takeSeat(found.device, pool, context);
  const device = refreshDevice(found.device, input, context);
  return { ...found, device, version: offeredVersions(product, license, input)[0] };
}
