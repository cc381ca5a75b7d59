import { readFeature } from "../../../generated/row-readers.ts";
import type { WorldFeature } from "../../../generated/types.ts";
import type { FeatureRecord, LicenseRecord } from "../records.ts";
import { poolCode, poolIdOf } from "./pools.ts";
import { featureParts } from "./products.ts";
import type { RowKind } from "./row-kind.ts";
import { momentsAt, type Seeding, worldFileError } from "./seeding.ts";

/** That a row belongs to a license. */
export interface OfLicense {
  /** Id of the license. */
  readonly license: number;
}

/** A feature with its license. */
export type FeatureRow = WorldFeature & OfLicense;

/** Features of licenses. */
export const featureRows: RowKind<FeatureRow, FeatureRecord> = {
  table: "features",
  schema: "world-feature",
  anchors: { license: ({ licenseId }) => licenseId },
  write: ({ poolId }, reading) => ({ pool: poolCode(poolId, reading) }),
  read: (row, place, seeding) => featureOf(row, licenseOfRow(row, place, seeding), place, seeding),
};

/** The feature that a row describes, of a license. */
export function featureOf(row: WorldFeature, license: LicenseRecord, place: string, seeding: Seeding): FeatureRecord {
  const id = seeding.id(row.id, "features", place);
  const poolId = poolIdOf(row.pool, "license_product_feature", license.customerId, place, seeding);
  const made = { id, licenseId: license.id, poolId, ...featureParts(row, place, seeding) };
  return readFeature(row, made, momentsAt(place, seeding));
}

/** The license that a row belongs to. */
export function licenseOfRow({ license: id }: OfLicense, place: string, { world }: Seeding): LicenseRecord {
  const license = world.licenses.get(id);
  if (license) return license;
  throw worldFileError(`${place}.license`, JSON.stringify(id) ?? "nothing", "the id of a license in `licenses`");
}
