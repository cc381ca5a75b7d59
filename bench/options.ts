import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { growthMeasurements, measurements, quickMeasurements } from "./measurements.ts";

/** What `--help` prints. */
export const usage = `Prints the Speed table of DESIGN.md and how figures grow, measured on this machine. Build first: it measures dist/.

  --quick            fewer and shorter rounds, of what grows only the smallest and the largest, and not the kit's own tests
  --growth           only how figures grow
  --only NAME        only this measurement (may be given again)
  --json FILE        write every figure taken
  --charts           draw docs/bench-goals.svg and docs/bench-growth.svg
  --write            put the figures into docs/speed.md, and draw the charts
  --connections N    keep-alive connections of the load client (default 16)
  --root FOLDER      folder that holds dist/ and fixtures/ (default: this repository)

Ends with 0 even where a goal is missed: it reports. Ends with 1 when an answer was wrong, or anything broke.
`;

/** What the command line asked for. */
export interface BenchOptions {
  help: boolean;
  quick: boolean;
  /** Names of measurements, in order. */
  only: readonly string[];
  json: string | undefined;
  charts: boolean;
  write: boolean;
  connections: number;
  root: string;
  /** The command, for those who want to repeat it. */
  command: string;
}

/** Reads the command line. @throws an error that names the option */
export function readOptions(argv: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      quick: { type: "boolean", default: false },
      growth: { type: "boolean", default: false },
      only: { type: "string", multiple: true },
      json: { type: "string" },
      charts: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      connections: { type: "string", default: "16" },
      root: { type: "string", default: fileURLToPath(new URL("..", import.meta.url)) },
      help: { type: "boolean", default: false },
    },
  });
  const { only, growth, write, charts, connections, json } = values;
  if ((write || charts) && (only || growth))
    throw new Error("--write and --charts show a whole run: leave --only and --growth out.");
  const count = Number(connections);
  if (!Number.isInteger(count) || count < 1)
    throw new Error(`--connections must be a positive integer, and is ${connections}.`);
  return {
    ...values,
    json,
    only: only ?? (growth ? growthMeasurements : values.quick ? quickMeasurements : Object.keys(measurements)),
    charts: charts || write,
    connections: count,
    command: values.quick ? "npm run bench -- --quick" : "npm run bench",
  };
}
