import { totalmem } from "node:os";
import type { BenchRun, Measurement } from "../bench-run.ts";
import { runChild } from "../children.ts";
import { growth, sizesOf } from "../growth.ts";
import { comparison, figure } from "../report.ts";
import type { Turn } from "../rounds.ts";

/** What `children/many-licenses.ts` is told: how many licenses there are to be, from few to many. */
export interface ManyLicensesInput extends BenchRun {
  sizes: readonly number[];
}

/** What it prints. Medians of a round's calls in microseconds, by the number of licenses. */
export interface ManyLicensesFigures {
  check: Record<string, Turn[]>;
  add: Record<string, Turn[]>;
  bytesPerLicense: number;
  createManyMs: number;
}

const few = 1_000;
const many = 1_000_000;

/** A world of a million licenses against one of a thousand: a call must not notice, and memory must stay in bounds. */
export const manyLicenses: Measurement = async (run) => {
  const heapMiB = Math.floor(Math.min(8192, (totalmem() / 2 ** 20) * 0.75));
  const input: ManyLicensesInput = { ...run, sizes: sizesOf([few, 100_000, many], run.everySize) };
  const figures = await runChild<ManyLicensesFigures>("many-licenses", input, [
    "--expose-gc",
    `--max-old-space-size=${heapMiB}`,
  ]);
  const { check, add, bytesPerLicense, createManyMs } = figures;
  const notes = [`createMock took ${Math.round(createManyMs)} ms`];
  const goal = { atMost: 1.2 };
  const compared = (work: string, turns: Record<string, Turn[]>) =>
    comparison(
      { name: `${work}, 1,000,000 / 1,000 licenses, median call`, unit: "µs", goal },
      turns[many] ?? [],
      turns[few] ?? [],
    );
  return [
    compared("check_license", check),
    compared("add_consumption", add),
    figure({ name: "memory a license, of 1,000,000", unit: "bytes", goal: { atMost: 1000 }, notes }, [bytesPerLicense]),
    growth({ work: "check_license", of: "licenses", unit: "µs" }, check),
    growth({ work: "add_consumption", of: "licenses", unit: "µs" }, add),
  ];
};
