import type * as file from "../../generated/types.ts";
import { startOfDay } from "./moment.ts";
import type * as records from "./records.ts";
import { featureTemplate, momentOr, type Seeding } from "./seeding.ts";

/** The product that a row describes, with its versions and what its new licenses get. */
export function productRecord(row: file.WorldProduct, place: string, seeding: Seeding): records.ProductRecord {
  const { world, start } = seeding;
  return {
    id: seeding.id(row.id, "products", place),
    companyId: seeding.company(row.company, `${place}.company`),
    createdAt: momentOr(row, "createdAt", start, place, seeding),
    code: row.code,
    name: row.name ?? row.code,
    authorizationMethod: row.authorizationMethod ?? "license-key",
    isEnabled: row.enabled ?? true,
    isArchived: row.archived ?? false,
    bundle: row.bundle ?? null,
    allowTrial: row.allowTrial ?? false,
    trialDays: row.trialDays ?? 0,
    trialPolicies: (row.trialPolicies ?? []).map((policy) => ({
      code: policy.code,
      licenseType: policy.licenseType ?? "perpetual",
      trialDays: policy.trialDays ?? row.trialDays ?? 0,
      maxActivations: policy.maxActivations ?? 1,
    })),
    licenseType: row.licenseType ?? "perpetual",
    maxActivations: row.maxActivations ?? 1,
    validDuration: row.validDuration ?? null,
    floatingTimeoutMinutes: row.floatingTimeoutMinutes ?? 120,
    overages: row.overages ?? false,
    maxOverages: row.maxOverages ?? 0,
    preventVm: row.preventVm ?? false,
    metadata: row.metadata ?? {},
    features: (row.features ?? []).map((feature, at) => ({
      id: feature.id ?? world.nextId(),
      ...featureTemplate(feature, `${place}.features[${at}]`, seeding),
    })),
    customFields: (row.customFields ?? []).map(({ id, name, value = null }) => ({
      id: id ?? world.nextId(),
      name,
      value,
    })),
    versions: (row.versions ?? []).map((version, at) => versionRecord(version, `${place}.versions[${at}]`, seeding)),
  };
}

function versionRecord(row: file.WorldVersion, place: string, seeding: Seeding): records.VersionRecord {
  return {
    id: row.id ?? seeding.world.nextId(),
    version: row.version,
    releasedAt: startOfDay(seeding.moment(row.releasedAt, `${place}.releasedAt`)),
    installationFile: row.installationFile ?? "",
    hashMd5: row.hashMd5 ?? "",
    environment: row.environment ?? "",
    channel: row.channel ?? "prod",
    eulaLink: row.eulaLink ?? "",
    releaseNotesLink: row.releaseNotesLink ?? "",
    size: row.size ?? "",
    requiresVersion: row.requiresVersion ?? "",
    isEnabled: row.enabled ?? true,
  };
}
