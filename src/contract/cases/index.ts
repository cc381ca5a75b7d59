import type { ContractCase } from "../case.ts";
import { activateLicenseCases } from "./activate-license.ts";
import { addConsumptionCases } from "./add-consumption.ts";
import { checkLicenseCases } from "./check-license.ts";
import { checkLicenseFeatureCases } from "./check-license-feature.ts";
import { deactivateLicenseCases } from "./deactivate-license.ts";

/** Every case of the contract. */
export const cases: readonly ContractCase[] = [
  ...addConsumptionCases,
  ...checkLicenseFeatureCases,
  ...checkLicenseCases,
  ...deactivateLicenseCases,
  ...activateLicenseCases,
];
