import type * as file from "../../generated/types.ts";
import { copyOf, momentText, momentTextOf, type Reading, type Row, stated } from "./reading.ts";
import type * as records from "./records.ts";

/** The row of a product. */
export function productRow(record: records.ProductRecord, { company }: Reading): Row<file.WorldProduct> {
  const {
    companyId,
    createdAt,
    isEnabled,
    isArchived,
    bundle,
    trialPolicies,
    features,
    customFields,
    versions,
    ...same
  } = record;
  return stated<Row<file.WorldProduct>>({
    ...same,
    company: company(companyId),
    createdAt: momentText(createdAt),
    metadata: copyOf(record.metadata),
    enabled: isEnabled,
    archived: isArchived,
    bundle: bundle && [...bundle],
    trialPolicies: trialPolicies.map((policy) => ({ ...policy })),
    features: features.map((feature) => ({ id: feature.id, ...featureFields(feature) })),
    customFields: customFields.map((field) => ({ ...field })),
    versions: versions.map(versionRow),
  });
}

function versionRow({ releasedAt, isEnabled, ...same }: records.VersionRecord): Row<file.WorldVersion> {
  return { ...same, releasedAt: momentText(releasedAt), enabled: isEnabled };
}

/** What a feature has, on a product or on a license. */
export function featureFields(feature: Omit<records.FeatureTemplate, "id">): Omit<file.WorldFeature, "id"> {
  return stated<Omit<file.WorldFeature, "id">>({
    code: feature.code,
    name: feature.name,
    expiresAt: momentTextOf(feature.expiresAt),
    consumption: feature.consumption && consumptionFields(feature.consumption),
    floating: feature.floating && floatingFields(feature.floating),
    metadata: copyOf(feature.metadata),
  });
}

/** A counter as a row has it. */
export function consumptionFields({ countedFrom, ...same }: records.Consumption): file.WorldConsumption {
  return { ...same, countedFrom: momentText(countedFrom) };
}

/** Seats as a row has them. */
export function floatingFields({ maxBorrowHours, ...same }: records.Floating): file.WorldFloating {
  return { ...same, ...(maxBorrowHours !== null && { maxBorrowHours }) };
}
