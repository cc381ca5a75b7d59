import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { foreignLoad, machine } from "../../machine.ts";
import { runSoak } from "../run-soak.ts";
import { judgeWide } from "./judge.ts";
import { wideReport } from "./report.ts";
import { wideSoak } from "./wide.ts";

const usage = `Goes into the built server by every way at once (plain, TLS, stores, through the proxy), calls every endpoint, and
does what clients and tests do with values that nobody used before: what grows, and what only a reset lets go of?

  --seconds N        how long (default 60)
  --json FILE        write every figure taken

Ends with 0 when nothing was wrong, else with 1.
`;

const { values: options } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    json: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

async function main(): Promise<number> {
  const seconds = Number(options.seconds);
  if (!(seconds > 0)) throw new Error(`--seconds: found ${options.seconds}, expected a number above 0`);
  const others = Math.round((await foreignLoad()) * 100);
  const places = await wideSoak(fileURLToPath(new URL("../../../", import.meta.url)), seconds);
  const violations = judgeWide(places);
  const before = `others kept ${others}% of the machine busy just before`;
  process.stdout.write(`${wideReport(places, violations)}\n${before}\n`);
  if (options.json !== undefined)
    writeFileSync(options.json, `${JSON.stringify({ machine: machine(), violations, places }, null, 2)}\n`);
  return violations.length === 0 ? 0 : 1;
}

if (options.help) process.stdout.write(usage);
else runSoak(main);
