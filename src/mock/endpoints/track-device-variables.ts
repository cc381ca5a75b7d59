import type { Behaviour } from "../behaviour.ts";
import { requireDevice } from "../rules/device.ts";
import { writeVariables } from "../rules/variables.ts";
import { trackedVariableView } from "../views/parts.ts";

/**
 * Writes variables of this device, and gives those that were sent.
 *
 * @throws what requireDevice throws. documented: track device variables
 */
export const trackDeviceVariables: Behaviour<"track-device-variables"> = (input, context) => {
  const { device } = requireDevice(input, context);
  return writeVariables(device, input.variables, context).map(trackedVariableView);
};
