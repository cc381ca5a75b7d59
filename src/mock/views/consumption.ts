import type { AddConsumptionResponse, AddFeatureConsumptionResponse } from "../../generated/types.ts";
import type { Context } from "../behaviour.ts";
import type { Consumption, FeatureRecord, LicenseRecord } from "../world/records.ts";
import { companyView } from "./parts.ts";

/** A counter as licenses and both add answers give it, the limit in the plural. */
export function consumptionView(consumption: Consumption) {
  return {
    max_consumptions: consumption.max,
    total_consumptions: consumption.total,
    allow_unlimited_consumptions: consumption.unlimited,
    allow_negative_consumptions: consumption.negative,
    reset_consumption: consumption.resets,
    consumption_period: consumption.period,
  };
}

/** The answer of add_consumption. The live service adds the company, which the documented schema does not have. */
export function addedConsumptionView(license: LicenseRecord, { policy }: Context): AddConsumptionResponse {
  const { consumption } = license;
  return {
    id: license.id,
    ...consumptionView(consumption),
    allow_overages: consumption.overages,
    max_overages: consumption.maxOverages,
    ...(policy.dialect === "service" && { company: companyView(license) }),
  };
}

/** The answer of add_feature_consumption. */
export function addedFeatureConsumptionView(
  feature: FeatureRecord,
  { policy, caller }: Context,
): AddFeatureConsumptionResponse {
  const { floating } = feature;
  const consumption = feature.consumption as Consumption;
  return {
    id: feature.id,
    license_id: feature.licenseId,
    ...consumptionView(consumption),
    allow_overages: consumption.overages,
    max_overages: consumption.maxOverages,
    is_floating: floating?.kept === "server",
    is_floating_cloud: floating?.kept === "cloud",
    ...(floating && { floating_timeout: floating.timeoutMinutes, floating_users: floating.users ?? 0 }),
    ...(policy.dialect === "service" && { company: companyView(caller) }),
  };
}
