import type { AddConsumptionResponse, AddFeatureConsumptionResponse, ConsumptionPool } from "../../generated/types.ts";
import type { Context } from "../behaviour.ts";
import type { Counted } from "../rules/consumption.ts";
import type { Consumption, FeatureRecord, LicenseRecord, PoolRecord } from "../world/records.ts";
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

/** The counter of add_consumption, add_feature_consumption and pools, with its overages. */
function counterView(consumption: Consumption) {
  return {
    ...consumptionView(consumption),
    allow_overages: consumption.overages,
    max_overages: consumption.maxOverages,
  };
}

/** A pool beside the member that drew from it. documented: consuming from a pool (all but id and name: assumed) */
function poolPart(pool: PoolRecord | undefined): { readonly pool?: ConsumptionPool } {
  return pool ? { pool: { id: pool.id, name: pool.name, ...counterView(pool.consumption) } } : {};
}

/** The answer of add_consumption. The live service adds the company, which the documented schema does not have. */
export function addedConsumptionView(
  { member: license, pool }: Counted<LicenseRecord>,
  { policy }: Context,
): AddConsumptionResponse {
  return {
    id: license.id,
    ...counterView(license.consumption),
    ...poolPart(pool),
    ...(policy.dialect === "service" && { company: companyView(license) }),
  };
}

/** The answer of add_feature_consumption. */
export function addedFeatureConsumptionView(
  { member: feature, pool }: Counted<FeatureRecord>,
  { policy, caller }: Context,
): AddFeatureConsumptionResponse {
  const { floating } = feature;
  const consumption = feature.consumption as Consumption;
  return {
    id: feature.id,
    license_id: feature.licenseId,
    ...counterView(consumption),
    is_floating: floating?.kept === "server",
    is_floating_cloud: floating?.kept === "cloud",
    ...(floating && { floating_timeout: floating.timeoutMinutes, floating_users: floating.users ?? 0 }),
    ...poolPart(pool),
    ...(policy.dialect === "service" && { company: companyView(caller) }),
  };
}
