import { readCheckout } from "../../../generated/row-readers.ts";
import type { WorldCheckout } from "../../../generated/types.ts";
import type { CheckoutRecord, DeviceRecord } from "../records.ts";
import type { OfLicense } from "./features.ts";
import type { RowKind } from "./row-kind.ts";
import { featureIdOf, heldBy, holderOf } from "./seats.ts";
import { type Seeding, worldFileError } from "./seeding.ts";

/** A checkout with its license and the hardware id of the device that took it along. */
export type CheckoutRow = WorldCheckout & OfLicense & { readonly device: string };

/** Units of pools that devices took along. */
export const checkoutRows: RowKind<CheckoutRow, CheckoutRecord> = {
  table: "checkouts",
  schema: "world-checkout",
  ...heldBy,
  read: (row, place, seeding) => readCheckoutRow(row, holderOf(row, place, seeding), place, seeding),
};

/** The checkout that a row describes, of a device. */
export function readCheckoutRow(
  row: WorldCheckout,
  { id: deviceId, licenseId }: DeviceRecord,
  place: string,
  seeding: Seeding,
): CheckoutRecord {
  const { world } = seeding;
  const featureId = featureIdOf(row, licenseId, place, seeding);
  const member = featureId === null ? world.licenses.get(licenseId) : world.features.get(featureId);
  const poolId = member?.poolId ?? null;
  if (poolId === null) {
    const what = featureId === null ? "the license" : `the feature "${row.feature}"`;
    throw worldFileError(place, "a checkout", `${what} to draw from a pool: \`pool\` names none`);
  }
  return readCheckout(row, { id: seeding.id(row.id, "checkouts", place), poolId, licenseId, featureId, deviceId });
}
