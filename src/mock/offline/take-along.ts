import type { Context } from "../behaviour.ts";
import type { Activated } from "../rules/activate.ts";
import { takeUnitsAlong } from "../rules/checkout.ts";
import type { FeatureUnits } from "./feature-units.ts";

/** What an offline activation asks to take along. */
interface Asked {
  readonly units: number | undefined;
  readonly features: readonly FeatureUnits[];
}

/**
 * Reserves what a device takes along offline of the pools that its license and the license's features draw from.
 *
 * @throws what takeUnitsAlong throws
 */
export function takeAlong({ license, device }: Activated, { units, features }: Asked, context: Context): void {
  takeUnitsAlong({ license, device, feature: null, asked: units }, context);
  for (const feature of context.world.features.byLicense(license.id)) {
    const asked = features.find(({ code }) => code === feature.code)?.units;
    takeUnitsAlong({ license, device, feature, asked }, context);
  }
}
