import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Measured } from "../measured.ts";
import { goalsChart } from "./goals-chart.ts";
import { growthChart } from "./growth-chart.ts";

/** Draws a run's charts into a folder. */
export function drawCharts(folder: string, { rows, growth }: Measured): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "bench-goals.svg"), goalsChart(rows));
  writeFileSync(join(folder, "bench-growth.svg"), growthChart(growth));
}
