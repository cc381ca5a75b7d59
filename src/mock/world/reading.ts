import type { DeviceRecord, Instant } from "./records.ts";
import type { World } from "./world.ts";

/** A row of a table as it stands: with its id. */
export type Row<R> = R & { readonly id: number };

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

/** A row without the fields that have nothing to state. */
export function stated<R>(fields: { readonly [F in keyof R]: R[F] | null | undefined }): R {
  const row: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) if (value !== null && value !== undefined) row[name] = value;
  return row as R;
}

/** An instant as the text that world files have for moments. */
export function momentText(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** The same, where there is one. */
export function momentTextOf(instant: Instant | null): string | undefined {
  return instant === null ? undefined : momentText(instant);
}

/** Data of the vendor, copied: who changes a row must not change the world. */
export function copyOf(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(data));
}
