import type { AddConsumptionResponse } from "../../generated/types.ts";
import type { Context } from "../behaviour.ts";
import type { Consumption, LicenseRecord } from "../world/records.ts";
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
