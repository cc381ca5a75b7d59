import type { BorrowResult } from "../../generated/types.ts";
import type { Context } from "../behaviour.ts";
import type { Pool } from "../rules/seats.ts";
import type { DeviceRecord, Instant } from "../world/records.ts";
import { instantView } from "./instant.ts";
import { companyView } from "./parts.ts";

/** A seat that was borrowed. The live service adds the company, which the documented answer does not have. */
export function borrowView(
  until: Instant,
  pool: Pool,
  device: DeviceRecord,
  { policy, caller }: Context,
): BorrowResult {
  return {
    borrowed_until: instantView(until),
    max_borrow_time: pool.floating.maxBorrowHours ?? 0,
    device_id: device.id,
    license_id: pool.licenseId,
    ...(policy.dialect === "service" && { company: companyView(caller) }),
  };
}
