import type { Growth } from "./growth.ts";
import { type Machine, machine } from "./machine.ts";
import type { Row } from "./report.ts";

/** A whole run of the bench: what was found, on what, and how it was done. */
export interface Measured {
  machine: Machine;
  /** The day, like 2026-11-22. */
  date: string;
  /** How it was asked for. */
  command: string;
  /** Fields of the license that check_license answers, and its length in bytes. */
  fields: number;
  bytes: number;
  connections: number;
  /** Share of the machine (0 to 1) that others kept busy just before each measurement. */
  foreignLoads: readonly number[];
  rows: readonly Row[];
  growth: readonly Growth[];
}

/** What figures mean nothing without, in one line each. */
export function circumstances({ machine: on, fields, bytes, connections, foreignLoads }: Measured): string[] {
  const others = Math.round((100 * foreignLoads.reduce((sum, share) => sum + share, 0)) / foreignLoads.length);
  return [
    `Node ${on.node}, ${on.cores} cores of ${on.cpu}, ${on.memoryGiB} GiB, ${on.platform}.`,
    `The license has ${fields} fields, ${bytes.toLocaleString("en")} bytes; ${connections} connections.`,
    ...(others > busy
      ? [`Others kept ${others}% of the machine busy: rates are lower for it, and ratios less sure.`]
      : []),
  ];
}

/** From this percentage on, the work of others is worth a word. */
const busy = 10;

/** Puts a run together. */
export function measured(
  lines: readonly (Row | Growth)[],
  about: Pick<Measured, "command" | "fields" | "bytes" | "connections" | "foreignLoads">,
): Measured {
  return {
    machine: machine(),
    date: new Date().toISOString().slice(0, 10),
    ...about,
    rows: lines.filter((line) => "goal" in line),
    growth: lines.filter((line) => "points" in line),
  };
}
