import type { Context } from "../behaviour.ts";
import type { DeviceRecord, VariableRecord } from "../world/records.ts";

/** Writes device variables; one that exists is overwritten and keeps its id. Values are kept as text. */
export function writeVariables(
  device: DeviceRecord,
  variables: Readonly<Record<string, string | number | boolean>>,
  { world, now }: Context,
): VariableRecord[] {
  return Object.entries(variables).map(([name, given]) => {
    const value = String(given);
    const known = world.variables.byName(device.id, name);
    if (known) return world.variables.update(known, { value, createdAt: now });
    return world.variables.add({ id: world.nextId(), deviceId: device.id, name, value, createdAt: now });
  });
}
