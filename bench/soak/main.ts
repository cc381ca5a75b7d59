import { writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { foreignLoad, machine } from "../machine.ts";
import { judgeSoak } from "./judge.ts";
import { soakReport } from "./report.ts";
import { runSoak } from "./run-soak.ts";
import { soak } from "./soak.ts";

const usage = `Keeps the built server under full load and looks whether its state, its memory and its answers stay right.

  --minutes N        how long (default 10)
  --seed N           where the callers' choices start from (default 1)
  --connections N    callers, each a device (default 16)
  --spaces N         spaces that they share out among them (default 4)
  --json FILE        write every figure taken

Ends with 0 when nothing was wrong, else with 1.
`;

const { values: options } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
    connections: { type: "string", default: "16" },
    spaces: { type: "string", default: "4" },
    json: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

function positive(name: "minutes" | "connections" | "spaces"): number {
  const value = Number(options[name]);
  if (value > 0 && Number.isFinite(value) && (name === "minutes" || Number.isInteger(value))) return value;
  throw new Error(`--${name}: found ${options[name]}, expected a ${name === "minutes" ? "" : "whole "}number above 0`);
}

function seedOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`--seed: found ${text}, expected a whole number of up to nine digits`);
}

async function main(): Promise<number> {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const [minutes, connections, spaces] = [positive("minutes"), positive("connections"), positive("spaces")];
  const load = { foreignBefore: await foreignLoad(), averageBefore: loadavg() };
  const figures = await soak({ root, minutes, connections, spaces, seed: seedOf(options.seed) });
  const violations = judgeSoak(figures);
  const others = `others kept ${Math.round(load.foreignBefore * 100)}% of the machine busy just before`;
  process.stdout.write(`${soakReport(figures, violations)}\n${others}\n`);
  if (options.json !== undefined) {
    const all = { machine: machine(), load: { ...load, averageAfter: loadavg() }, violations, ...figures };
    writeFileSync(options.json, `${JSON.stringify(all, null, 2)}\n`);
  }
  return violations.length === 0 ? 0 : 1;
}

if (options.help) process.stdout.write(usage);
else runSoak(main);
