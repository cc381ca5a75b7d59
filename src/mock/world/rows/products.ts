import {
  readConsumption,
  readCustomField,
  readFeature,
  readProduct,
  readTrialPolicy,
  readVersion,
} from "../../../generated/row-readers.ts";
import type * as file from "../../../generated/types.ts";
import { startOfDay, startOfPeriod } from "../moment.ts";
import type * as records from "../records.ts";
import type { RowKind } from "./row-kind.ts";
import { momentOr, momentsAt, type Seeding, worldFileError } from "./seeding.ts";

/** Products, with their versions and what their new licenses get. */
export const productRows: RowKind<file.WorldProduct, records.ProductRecord> = {
  table: "products",
  schema: "world-product",
  read: (row, place, seeding) => {
    const { world, start } = seeding;
    return readProduct(row, {
      id: seeding.id(row.id, "products", place),
      companyId: seeding.company(row.company, place),
      createdAt: momentOr(row, "createdAt", start, place, seeding),
      name: row.name ?? row.code,
      trialPolicies: (row.trialPolicies ?? []).map((policy) =>
        readTrialPolicy(policy, { trialDays: policy.trialDays ?? row.trialDays ?? 0 }),
      ),
      features: (row.features ?? []).map((feature, at) => templateOf(feature, `${place}.features[${at}]`, seeding)),
      customFields: (row.customFields ?? []).map((field) => ({
        id: field.id ?? world.nextId(),
        ...readCustomField(field),
      })),
      versions: (row.versions ?? []).map((version, at) => readVersionRow(version, `${place}.versions[${at}]`, seeding)),
    });
  },
  write: ({ companyId }, { company }) => ({ company: company(companyId) }),
};

function readVersionRow(row: file.WorldVersion, place: string, seeding: Seeding): records.VersionRecord {
  const releasedAt = startOfDay(seeding.moment(row.releasedAt, `${place}.releasedAt`));
  return readVersion(row, { id: row.id ?? seeding.world.nextId(), releasedAt });
}

/** A product's feature is one of no license yet. */
function templateOf(row: file.WorldFeature, place: string, seeding: Seeding): records.FeatureTemplate {
  const id = row.id ?? seeding.world.nextId();
  if (row.pool !== undefined) {
    throw worldFileError(`${place}.pool`, `"${row.pool}"`, "none, as features of licenses alone draw from pools");
  }
  const made = { id, licenseId: null, poolId: null, ...featureParts(row, place, seeding) };
  return readFeature(row, made, momentsAt(place, seeding));
}

/** What a feature has that is more than its row states, on a product or on a license. */
export function featureParts({ code, name = code, consumption }: file.WorldFeature, place: string, seeding: Seeding) {
  return { name, consumption: consumption ? consumptionOf(consumption, `${place}.consumption`, seeding) : null };
}

/** A counter that counts from the world's start where nothing else is stated. */
export function consumptionOf(row: file.WorldConsumption, place: string, seeding: Seeding): records.Consumption {
  const usual = row.period ? startOfPeriod(row.period, seeding.start) : seeding.start;
  return readConsumption(row, { countedFrom: momentOr(row, "countedFrom", usual, place, seeding) });
}

/** The product that a row names. */
export function productOf(code: string, companyId: number, place: string, { world }: Seeding): records.ProductRecord {
  const product = world.products.byCode(companyId, code);
  if (!product) throw worldFileError(`${place}.product`, `"${code}"`, "the code of a product in `products`");
  return product;
}
