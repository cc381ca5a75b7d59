import type { Context } from "../behaviour.ts";
import { releaseDevice } from "./activation.ts";
import { addFinalUnits } from "./consumption.ts";
import { type DeviceReport, type LicenseOnDevice, type OnLicense, refreshDevice, requireDeviceOn } from "./device.ts";
import { writeVariables } from "./variables.ts";

/** What a device tells as it is let go. */
export type Farewell = DeviceReport & {
  /** Units used since the last report. */
  readonly consumptions?: number;
  readonly variables?: Readonly<Record<string, string | number | boolean>>;
};

/**
 * Lets a device go, after adding the units it used last and keeping what it told.
 *
 * @throws negative_consumptions_not_allowed, license_not_enough_consumptions
 */
export function deactivateDevice({ license, device }: LicenseOnDevice, input: Farewell, context: Context): void {
  const settled = addFinalUnits(license, input.consumptions, context);
  if (input.variables) writeVariables(device, input.variables, context);
  releaseDevice(settled, refreshDevice(device, input, context), context);
}

/**
 * Lets a device go from a bundle's own license, which it must be active on, and from those members that it is active
 * on as well.
 *
 * @throws license_not_active, device_not_found
 */
export function letBundleGo(
  [own, ...members]: readonly OnLicense[],
  input: Farewell & { readonly hardware_id: string },
  context: Context,
): void {
  const { hardware_id } = input;
  const isOn = ({ license }: OnLicense) => context.world.devices.byHardware(license.id, hardware_id)?.active;
  for (const found of [own as OnLicense, ...members.filter(isOn)]) {
    deactivateDevice(requireDeviceOn(found, hardware_id, context, ["disabled", "blacklisted"]), input, context);
  }
}
