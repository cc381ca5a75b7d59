import type { Measurement } from "./bench-run.ts";
import { browserSize } from "./rows/browser-size.ts";
import { checkOverHttp } from "./rows/check-over-http.ts";
import { consumptionOverHttp } from "./rows/consumption-over-http.ts";
import { createMock } from "./rows/create-mock.ts";
import { growthConnections } from "./rows/growth-connections.ts";
import { growthDevices } from "./rows/growth-devices.ts";
import { growthJournal } from "./rows/growth-journal.ts";
import { growthSpaces } from "./rows/growth-spaces.ts";
import { inProcess } from "./rows/in-process.ts";
import { manyLicenses } from "./rows/many-licenses.ts";
import { start } from "./rows/start.ts";
import { throughMsw } from "./rows/through-msw.ts";

/** In the order of the Speed table, then what only grows. */
export const measurements: Readonly<Record<string, Measurement>> = {
  "check-over-http": checkOverHttp,
  "consumption-over-http": consumptionOverHttp,
  "in-process": inProcess,
  "through-msw": throughMsw,
  "many-licenses": manyLicenses,
  start,
  "create-mock": createMock,
  "browser-size": browserSize,
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

/** A measurement by its name. @throws an error that lists the names */
export function requireMeasurement(name: string): Measurement {
  const measurement = measurements[name];
  if (measurement) return measurement;
  throw new Error(`There is no measurement ${name}. There are: ${Object.keys(measurements).join(", ")}.`);
}
