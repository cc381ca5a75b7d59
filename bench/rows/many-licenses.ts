import { totalmem } from "node:os";
import type { Measurement } from "../bench-run.ts";
import { runChild } from "../children.ts";
import { comparison, figure } from "../report.ts";
import type { Turn } from "../rounds.ts";

/** What `children/many-licenses.ts` prints. Medians of a round's calls, in microseconds. */
export interface ManyLicensesFigures {
  check: Record<"many" | "few", Turn[]>;
  add: Record<"many" | "few", Turn[]>;
  bytesPerLicense: number;
  createManyMs: number;
}

/** A world of a million licenses against one of a thousand: a call must not notice, and memory must stay in bounds. */
export const manyLicenses: Measurement = async (run) => {
  const heapMiB = Math.floor(Math.min(8192, (totalmem() / 2 ** 20) * 0.75));
  const figures = await runChild<ManyLicensesFigures>("many-licenses", run, [
    "--expose-gc",
    `--max-old-space-size=${heapMiB}`,
  ]);
  const { check, add, bytesPerLicense, createManyMs } = figures;
  const notes = [`createMock took ${Math.round(createManyMs)} ms`];
  const goal = { atMost: 1.2 };
  return [
    comparison(
      { name: "check_license, 1,000,000 / 1,000 licenses, median call", unit: "µs", goal },
      check.many,
      check.few,
    ),
    comparison(
      { name: "add_consumption, 1,000,000 / 1,000 licenses, median call", unit: "µs", goal },
      add.many,
      add.few,
    ),
    figure({ name: "memory a license, of 1,000,000", unit: "bytes", goal: { atMost: 1000 }, notes }, [bytesPerLicense]),
  ];
};
