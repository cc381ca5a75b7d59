import type { Measurement } from "./bench-run.ts";
import { browserSize } from "./rows/browser-size.ts";
import { checkOverHttp } from "./rows/check-over-http.ts";
import { consumptionOverHttp } from "./rows/consumption-over-http.ts";
import { contractRun } from "./rows/contract-run.ts";
import { createMock } from "./rows/create-mock.ts";
import { growthConnections } from "./rows/growth-connections.ts";
import { growthDevices } from "./rows/growth-devices.ts";
import { growthJournal } from "./rows/growth-journal.ts";
import { growthSpaces } from "./rows/growth-spaces.ts";
import { inProcess } from "./rows/in-process.ts";
import { manyLicenses } from "./rows/many-licenses.ts";
import { mixed } from "./rows/mixed.ts";
import { newChecks } from "./rows/new-checks.ts";
import { start } from "./rows/start.ts";
import { suites } from "./rows/suites.ts";
import { throughMsw } from "./rows/through-msw.ts";
import { withStore } from "./rows/with-store.ts";

/** In the order of the Speed table, then what only grows. */
export const measurements: Readonly<Record<string, Measurement>> = {
  "check-over-http": checkOverHttp,
  "new-checks": newChecks,
  "consumption-over-http": consumptionOverHttp,
  "with-store": withStore,
  mixed,
  "in-process": inProcess,
  "through-msw": throughMsw,
  "many-licenses": manyLicenses,
  start,
  "create-mock": createMock,
  "browser-size": browserSize,
  "contract-run": contractRun,
  suites,
  "growth-devices": growthDevices,
  "growth-spaces": growthSpaces,
  "growth-connections": growthConnections,
  "growth-journal": growthJournal,
};

/** Those that tell how a figure grows. */
export const growthMeasurements: readonly string[] = [
  "many-licenses",
  ...Object.keys(measurements).filter((name) => name.startsWith("growth-")),
];

/** Those that a quick run does: all but the kit's own tests, which take minutes. */
export const quickMeasurements: readonly string[] = Object.keys(measurements).filter((name) => name !== "suites");

/** A measurement by its name. @throws an error that lists the names */
export function requireMeasurement(name: string): Measurement {
  const measurement = measurements[name];
  if (measurement) return measurement;
  throw new Error(`There is no measurement ${name}. There are: ${Object.keys(measurements).join(", ")}.`);
}
