import type { CheckLicenseFeatureResponse, Feature } from "../../generated/types.ts";
import type { Context } from "../behaviour.ts";
import { noConsumption } from "../rules/counter.ts";
import { isFeatureExpired } from "../rules/feature.ts";
import { cloudPool, seatsInUse } from "../rules/seats.ts";
import type { Consumption, FeatureRecord } from "../world/records.ts";
import { optionalInstantView } from "./instant.ts";
import { companyView, type ViewOptions } from "./parts.ts";

/**
 * A feature as it stands inside a license: the counter only on consumption features, seats only on floating ones. The live
 * service tells of each whether its time is over, which no printed schema has.
 */
export function featureView(feature: FeatureRecord, options: ViewOptions, context: Context): Feature {
  const { consumption, floating } = feature;
  const view: Feature = featureBase(feature, options);
  if (context.policy.dialect === "service") view.is_expired = isFeatureExpired(feature, context);
  if (floating) {
    view.floating_users = floating.users ?? 0;
    view.floating_timeout = floating.timeoutMinutes;
  }
  if (!consumption) return view;
  return Object.assign(view, counterView(consumption), { consumption_period: consumption.period });
}

/**
 * A feature as its own check gives it. The documented schema wants the counter of every feature and a text for the
 * period; the live service leaves the counter out of activation features, says null, and adds company and seats. Which
 * of the two, the dialect decides.
 */
export function checkedFeatureView(
  feature: FeatureRecord,
  options: ViewOptions,
  context: Context,
): CheckLicenseFeatureResponse {
  const { consumption, floating } = feature;
  const pool = cloudPool(feature);
  const base = {
    ...featureBase(feature, options),
    license_id: feature.licenseId,
    ...(floating && { floating_in_use_devices: pool ? seatsInUse(pool, context.world, context.now) : 0 }),
  };
  if (context.policy.dialect === "documents") {
    return { ...base, ...counterView(consumption ?? noConsumption), consumption_period: consumption?.period ?? "" };
  }
  return {
    ...base,
    ...(floating && { floating_users: floating.users ?? 0, floating_timeout: floating.timeoutMinutes }),
    ...(consumption && { ...counterView(consumption), consumption_period: consumption.period }),
    company: companyView(context.caller),
  };
}

function featureBase(feature: FeatureRecord, { withMetadataText }: ViewOptions): Feature {
  const { consumption, floating } = feature;
  const view = {
    id: feature.id,
    code: feature.code,
    name: feature.name,
    feature_type: consumption ? "consumption" : "activation",
    expiry_date: optionalInstantView(feature.expiresAt),
    metadata: { ...feature.metadata },
    is_floating: floating?.kept === "server",
    is_floating_cloud: floating?.kept === "cloud",
  } as Feature;
  if (withMetadataText) view.metadata_string = JSON.stringify(feature.metadata);
  return view;
}

/** The limit is singular here, unlike on licenses and in the answers of both add endpoints. */
function counterView(consumption: Consumption) {
  return {
    max_consumption: consumption.max,
    total_consumptions: consumption.total,
    max_overages: consumption.maxOverages,
    allow_overages: consumption.overages,
    allow_unlimited_consumptions: consumption.unlimited,
    allow_negative_consumptions: consumption.negative,
    reset_consumption: consumption.resets,
  };
}
