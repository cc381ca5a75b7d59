import type { Context } from "../behaviour.ts";
import type { DeviceRecord, VariableRecord, VersionRecord } from "../world/records.ts";
import { activateDevice, requireStarted } from "./activation.ts";
import { returnUnits } from "./checkout.ts";
import { settleConsumption } from "./consumption.ts";
import {
  type DeviceReport,
  type OnLicense,
  reportedFacts,
  requireAllowedMachine,
  requireNotBlacklisted,
} from "./device.ts";
import { isExpired, requireUnexpired } from "./expiry.ts";
import { requireEnabled } from "./license.ts";
import { requireOpenProduct } from "./product.ts";
import { cloudPool, takeSeat } from "./seats.ts";
import { writeVariables } from "./variables.ts";
import { offeredVersions } from "./versions.ts";

/** What a request tells about the device to activate. */
export type Activation = DeviceReport & {
  readonly hardware_id: string;
  readonly variables?: Readonly<Record<string, string | number | boolean>>;
};

/** A license with the device that was made active on it. */
export interface Activated extends OnLicense {
  readonly device: DeviceRecord;
  /** Those that were sent, if any. */
  readonly variables: readonly VariableRecord[] | undefined;
  readonly version: VersionRecord | undefined;
}

/**
 * Makes a device active on a license that was found. Due resets of consumption are settled on the way.
 *
 * @throws disabled_product, archived_product, license_not_enabled, blacklisted, vm_not_allowed,
 * license_start_date_error, license_expired (policy), license_activated_max_times, license_user_activated_max_times,
 * license_transferred_max_times, floating_not_available (policy)
 */
export function activate(found: OnLicense, input: Activation, context: Context): Activated {
  const { product } = found;
  requireOpenProduct(product, context);
  requireEnabled(found.license, context);
  requireNotBlacklisted(input.hardware_id, context);
  requireAllowedMachine(found.license, input, context);
  const known = context.world.devices.byHardware(found.license.id, input.hardware_id);
  if (known) returnUnits(known, context.world);
  if (!known?.active) requireStarted(found.license, context);
  requireUnexpired(found.license, "expiredUse", context);
  const settled = settleConsumption(found.license, context);
  const activated = activateDevice(settled, input.hardware_id, found.user, reportedFacts(input), context);
  const { license, device } = activated;
  const pool = isExpired(license, context) ? undefined : cloudPool(license);
  if (pool && context.policy.activationTakesSeat) takeSeat(device, pool, context);
  const variables = input.variables && writeVariables(device, input.variables, context);
  return { ...activated, product, variables, version: offeredVersions(product, license, {})[0] };
}
