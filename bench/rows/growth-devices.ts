import type { BenchRun, Measurement } from "../bench-run.ts";
import { runChild } from "../children.ts";
import { growth, sizesOf } from "../growth.ts";
import type { Turn } from "../rounds.ts";

/** What `children/growth-devices.ts` is told: how many devices are active on the license. */
export interface GrowthDevicesInput extends BenchRun {
  sizes: readonly number[];
}

/** What it prints: medians of a round's calls in microseconds, by the number of devices. */
export type GrowthDevicesFigures = Record<"check" | "activate" | "deactivate", Record<string, Turn[]>>;

/** One license with more and more devices. */
export const growthDevices: Measurement = async (run) => {
  const input: GrowthDevicesInput = { ...run, sizes: sizesOf([1, 100, 10_000], run.everySize) };
  const { check, activate, deactivate } = await runChild<GrowthDevicesFigures>("growth-devices", input);
  const subject = { of: "devices of one license", unit: "µs" };
  return [
    growth({ work: "check_license", ...subject }, check),
    growth({ work: "activate_license", ...subject }, activate),
    growth({ work: "deactivate_license", ...subject }, deactivate),
  ];
};
