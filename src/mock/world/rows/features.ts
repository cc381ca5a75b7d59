import type { WorldFeature } from "../../../generated/types.ts";
import type { FeatureRecord, LicenseRecord } from "../records.ts";
import { featureTemplate } from "./products.ts";
import type { RowKind } from "./row-kind.ts";
import { type Seeding, worldFileError } from "./seeding.ts";

/** That a row belongs to a license. */
export interface OfLicense {
  /** Id of the license. */
  readonly license: number;
}

/** A feature with its license. */
export type FeatureRow = WorldFeature & OfLicense;

/** Features of licenses. */
export const features: RowKind<FeatureRow, FeatureRecord> = {
  table: "features",
  schema: "world-feature",
  anchors: { license: ({ licenseId }) => licenseId },
  read: (row, place, seeding) => ({
    ...featureTemplate(row, seeding.id(row.id, "features", place), place, seeding),
    licenseId: requireLicense(row, place, seeding).id,
    templateId: row.templateId ?? null,
  }),
};

/** The license that a row belongs to. */
export function requireLicense({ license: id }: OfLicense, place: string, { world }: Seeding): LicenseRecord {
  const license = world.licenses.get(id);
  if (license) return license;
  throw worldFileError(`${place}.license`, JSON.stringify(id) ?? "nothing", "the id of a license in `licenses`");
}
