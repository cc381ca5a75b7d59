import type { Behaviour } from "../behaviour.ts";
import { requireDevice } from "../rules/device.ts";
import { freeSeat, requireLicensePool } from "../rules/seats.ts";

/**
 * Gives this device's seat back, borrowed or not. Without a seat it succeeds too.
 *
 * @throws what requireDevice throws, then floating_not_available (not a floating cloud license). documented: release
 * floating license (its cause, and success without a seat: assumed)
 */
export const floatingRelease: Behaviour<"floating-release"> = (input, context) => {
  const { license, device } = requireDevice(input, context);
  const pool = requireLicensePool(license);
  freeSeat(device, pool, context.world);
  return "";
};
