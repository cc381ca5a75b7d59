import type { NewTrialLicense, TrialKeyResponse, TrialLicenseFeature } from "../../generated/types.ts";
import type { Trial } from "../rules/trial.ts";
import type { FeatureRecord } from "../world/records.ts";
import { optionalInstantView } from "./instant.ts";
import { companyView } from "./parts.ts";

/** A trial that was just made: a raw record, with other names than a license has elsewhere. */
export function newTrialView(trial: Trial): TrialKeyResponse {
  const { license, product, features, user } = trial;
  const { consumption, licenseKey } = license;
  return {
    id: license.id,
    order_id: license.orderId,
    product_id: product.id,
    created_at: license.createdAt,
    updated_at: license.createdAt,
    times_activated: 0,
    max_activations: license.maxActivations,
    max_transfers: license.maxTransfers,
    trial_days: license.trialDays,
    is_trial: true,
    active: false,
    enabled: true,
    license_type: license.type,
    validity_period: null,
    is_floating: false,
    prevent_vm: license.preventVm,
    enable_maintenance_period: false,
    is_hardware_key_auth: license.hardwareKeyAuth,
    maintenance_duration: null,
    metadata: { ...license.metadata },
    company: companyView(license),
    LicenseProductFeatures: features.map(trialFeatureView),
    LicenseCustomFields: product.customFields.map(({ id, value }) => ({ product_custom_field_id: id, value })),
    ...(user
      ? {
          license_user: user.email,
          ...(user.isInitialPassword && { initial_password: user.password }),
          license_user_id: user.id,
          max_license_users: license.maxUsers,
        }
      : {
          license_key: licenseKey as string,
          license: licenseKey as string,
          allow_overages: consumption.overages,
          max_overages: consumption.maxOverages,
          max_consumptions: consumption.max,
          valid_duration: null,
          consumption_period: consumption.period,
          reset_consumption: consumption.resets,
        }),
  } as NewTrialLicense;
}

function trialFeatureView(feature: FeatureRecord): TrialLicenseFeature {
  const { consumption, floating } = feature;
  return {
    id: feature.id,
    product_feature_id: feature.templateId ?? 0,
    max_consumption: consumption?.max ?? 0,
    allow_overages: consumption?.overages ?? false,
    max_overages: consumption?.maxOverages ?? 0,
    reset_consumption: consumption?.resets ?? false,
    consumption_period: consumption?.period ?? null,
    expiry_date: optionalInstantView(feature.expiresAt),
    is_floating: floating?.kept === "server",
    is_floating_cloud: floating?.kept === "cloud",
    metadata: { ...feature.metadata },
    ...(floating && { floating_timeout: floating.timeoutMinutes, floating_users: floating.users ?? 0 }),
  };
}
