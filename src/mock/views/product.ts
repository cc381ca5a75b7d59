import type { LatestVersion, Product, ProductDetailsRequest, ProductDetailsResponse } from "../../generated/types.ts";
import type { Context } from "../behaviour.ts";
import type { ProductRecord, VersionRecord } from "../world/records.ts";
import { dateView, instantView } from "./instant.ts";
import { authorizationMethodView, companyView, metadataView, productView, type ViewOptions } from "./parts.ts";

/** A product with its defaults for new licenses. The live service adds the company. */
export function productDetailsView(
  product: ProductRecord,
  latest: VersionRecord | undefined,
  input: ProductDetailsRequest,
  context: Context,
): ProductDetailsResponse {
  const options = { withMetadataText: input.include_metadata_string ?? false };
  return {
    ...productView(product, options, context),
    allow_trial: product.allowTrial,
    trial_days: product.trialDays,
    floating_timeout: product.floatingTimeoutMinutes,
    allow_overages: product.overages,
    max_overages: product.maxOverages,
    prevent_vm: product.preventVm,
    ...(context.policy.dialect === "service" && { company: companyView(product) }),
    ...(input.include_latest_version && { latest_version: latest ? latestVersionView(latest, product) : null }),
    ...(input.include_custom_fields && {
      custom_fields: product.customFields.map(({ id, name, value }) => ({ id, name, default_value: value })),
    }),
  };
}

function latestVersionView(version: VersionRecord, product: ProductRecord): LatestVersion {
  return {
    id: version.id,
    product_id: product.id,
    version: version.version,
    environment: version.environment,
    channel: version.channel,
    full_link: version.installationFile,
    filename: version.installationFile.split("/").pop() as string,
    hash_md5: version.hashMd5,
    eula_link: version.eulaLink,
    release_notes_link: version.releaseNotesLink,
    size: version.size || null,
    requires_version: version.requiresVersion || null,
    release_date: dateView(version.releasedAt),
    enabled: version.enabled,
    created_at: instantView(version.releasedAt),
    updated_at: instantView(version.releasedAt),
  };
}

/** A product as the list gives it. What a world does not know is false, 0 or empty. */
export function listedProductView(product: ProductRecord, options: ViewOptions, context: Context): Product {
  return {
    id: product.id,
    created_at: instantView(product.createdAt),
    updated_at: instantView(product.createdAt),
    product_name: product.name,
    short_code: product.code,
    active: product.enabled,
    valid_duration: product.validDuration ?? "",
    trial_days: product.trialDays,
    max_activations: product.maxActivations,
    hardware_id_required: true,
    is_upgrade: false,
    company_id: product.companyId,
    allow_trial: product.allowTrial,
    enable_maintenance_period: false,
    floating_users: 0,
    is_floating: false,
    is_node_locked: true,
    is_user_locked: product.authorizationMethod === "user",
    maintenance_duration: "",
    subscription_duration: "",
    default_license_type: product.licenseType,
    max_consumptions: 0,
    authorization_method: authorizationMethodView(product, context),
    prevent_vm: product.preventVm,
    allow_overages: product.overages,
    consumption_period: null,
    max_overages: product.maxOverages,
    reset_consumption: false,
    is_archived: product.archived,
    is_floating_cloud: false,
    floating_timeout: product.floatingTimeoutMinutes,
    is_bundle: product.bundle !== null,
    ...metadataView(product.metadata, options),
    features: product.features.map((feature) => ({
      id: feature.id,
      code: feature.code,
      feature_type: feature.consumption ? ("consumption" as const) : ("activation" as const),
      max_consumption: feature.consumption?.max ?? 0,
      ...metadataView(feature.metadata, options),
    })),
  };
}
