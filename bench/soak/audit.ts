import type { Place } from "./place.ts";
import { keys, limits } from "./world.ts";

/** How a space stood at rest, beside what was acknowledged to its callers. */
export interface Audit {
  space: string;
  totals: { license: string; total: number; acknowledged: number }[];
  seats: { inUse: number; most: number };
  activations: { active: readonly string[]; acknowledged: readonly string[]; most: number };
  journal: { entries: number; calls: number; limit: number };
}

/** Looks at a space by the control API. Its callers are held back meanwhile. */
export async function audit({ space, ledger }: Place): Promise<Audit> {
  const licenses = await space.world.licenses.all();
  const devices = await space.world.devices.all();
  const entries = await space.journal.entries();
  const now = await space.clock.now();
  const seats = await space.world.seats.all();
  const activated = licenses.find(({ licenseKey }) => licenseKey === keys.activated);
  const isTaken = ({ lastContactAt }: { lastContactAt?: string }) =>
    Date.parse(lastContactAt ?? "") + limits.seatMinutes * 60_000 > now;
  return {
    space: space.name,
    totals: [keys.unlimited, keys.limited].map((license) => ({
      license,
      total: licenses.find(({ licenseKey }) => licenseKey === license)?.consumption?.total ?? Number.NaN,
      acknowledged: ledger.units[license] ?? 0,
    })),
    seats: { inUse: seats.filter(isTaken).length, most: limits.seats },
    activations: {
      active: devices
        .filter(({ license, active }) => license === activated?.id && active)
        .map(({ hardwareId }) => hardwareId)
        .sort(),
      acknowledged: [...ledger.active].sort(),
      most: limits.activations,
    },
    journal: { entries: entries.length, calls: ledger.calls, limit: limits.journal },
  };
}
