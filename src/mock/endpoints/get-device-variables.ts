import type { Behaviour } from "../behaviour.ts";
import { requireDevice } from "../rules/device.ts";
import { deviceVariableView } from "../views/parts.ts";

/**
 * Reads the variables of this device.
 *
 * @throws what requireDevice throws. documented: get device variables
 */
export const getDeviceVariables: Behaviour<"get-device-variables"> = (input, context) => {
  const { device } = requireDevice(input, context);
  return context.world.variables.byDevice(device.id).map(deviceVariableView);
};
