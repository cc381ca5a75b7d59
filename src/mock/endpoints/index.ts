import type { EndpointName } from "../../api/endpoints.ts";
import type { Behaviour } from "../behaviour.ts";
import { activateLicense } from "./activate-license.ts";
import { addConsumption } from "./add-consumption.ts";
import { checkLicense } from "./check-license.ts";
import { checkLicenseFeature } from "./check-license-feature.ts";
import { deactivateLicense } from "./deactivate-license.ts";

/** What each endpoint does. */
export const behaviours: { readonly [E in EndpointName]: Behaviour<E> } = {
  "activate-license": activateLicense,
  "add-consumption": addConsumption,
  "check-license": checkLicense,
  "check-license-feature": checkLicenseFeature,
  "deactivate-license": deactivateLicense,
};
