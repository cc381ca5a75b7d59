import type { DeviceRecord } from "../records.ts";
import type { World } from "../world.ts";

/** What records are written as rows with. */
export interface Reading {
  readonly world: World;
  /**
   * Whether the rows must make the same world again. Ids that people hardly need (of links and variables) are left out
   * otherwise.
   */
  readonly isExact: boolean;
  /** Name of a company. */
  company(id: number): string;
  /** The devices of a license, oldest first. */
  devices(licenseId: number): readonly DeviceRecord[];
}

/** Looks at a world as it is now. Devices have no index by license, so all are sorted out once, when first asked for. */
export function createReading(world: World, isExact: boolean): Reading {
  let byLicense: Map<number, DeviceRecord[]> | undefined;
  return {
    world,
    isExact,
    company: (id) => world.companies.get(id)?.name ?? "",
    devices: (licenseId) => {
      byLicense ??= grouped(world);
      return byLicense.get(licenseId) ?? [];
    },
  };
}

function grouped(world: World): Map<number, DeviceRecord[]> {
  const groups = new Map<number, DeviceRecord[]>();
  for (const device of world.devices.all()) {
    const group = groups.get(device.licenseId);
    if (group) group.push(device);
    else groups.set(device.licenseId, [device]);
  }
  return groups;
}
