import type { Behaviour } from "../behaviour.ts";
import { borrowSeat } from "../rules/borrow.ts";
import { requireDevice } from "../rules/device.ts";
import { requireNotExpired } from "../rules/expiry.ts";
import { requireLicensePool } from "../rules/seats.ts";
import { borrowView } from "../views/borrow.ts";

/**
 * Borrows a seat of a floating cloud license until a moment, null for as long as is allowed.
 *
 * @throws what requireDevice throws, then license_expired, floating_not_available (not a floating cloud license),
 * license_borrow_not_allowed, borrow_until_not_valid, floating_not_available (no seat free). documented: borrow floating
 * license (license_expired and the order: assumed)
 */
export const floatingBorrow: Behaviour<"floating-borrow"> = (input, context) => {
  const { license, device } = requireDevice(input, context, { proof: "required" });
  requireNotExpired(license, context);
  const pool = requireLicensePool(license);
  return borrowView(borrowSeat(device, pool, input.borrowed_until, context), pool, device, context);
};
