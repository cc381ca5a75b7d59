import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { equivalenceOf } from "./equivalents.ts";
import type { Judgement } from "./judge-mutant.ts";
import { columnOf, killTable, type Settled } from "./kill-table.ts";

// npm run prove:contract: judges the faulty servers, side by side, and writes docs/kill-table.md. Ends with 1 where one
// survives that has no reason to.

const { values } = parseArgs({
  options: {
    out: { type: "string" },
    filter: { type: "string", default: "" },
    every: { type: "string", default: "1" },
    workers: { type: "string", default: String(cpus().length) },
  },
});
const isWhole = values.filter === "" && values.every === "1";
const startedAt = Date.now();
const workers = Number(values.workers);
const shards = Array.from({ length: workers }, (_one, at) => shard(at));
const settled = (await Promise.all(shards)).flat().sort((one, other) => (one.id < other.id ? -1 : 1));

for (const one of settled.filter((each) => columnOf(each) === "survived")) console.log(`survived ${one.id}`);
const count = (column: ReturnType<typeof columnOf>) => settled.filter((one) => columnOf(one) === column).length;
const minutes = ((Date.now() - startedAt) / 60_000).toFixed(1);
const sums = `${settled.length} faulty servers: ${count("killed")} killed, ${count("asked")} asked about, ${count("equivalent")} equivalent, ${count("unmet")} not met, ${count("survived")} survived`;
console.log(`${sums} (${minutes} min)`);
if (values.out !== undefined) writeFileSync(values.out, JSON.stringify(settled));
if (isWhole) {
  const page = join(import.meta.dirname, "../../../docs/kill-table.md");
  writeFileSync(page, killTable(settled, `${sums}.`));
  console.log("wrote docs/kill-table.md");
}
process.exitCode = count("survived") > 0 ? 1 : 0;

function shard(at: number): Promise<Settled[]> {
  const script = join(import.meta.dirname, "shard.ts");
  const args = ["--import", "tsx", script, String(at), String(workers), values.filter, values.every];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk;
    });
    child.on("error", reject);
    child.on("close", (status) => {
      if (status !== 0) return reject(new Error(`a shard ended with ${status}`));
      resolve(text.trim().split("\n").filter(Boolean).map(settledOf));
    });
  });
}

function settledOf(line: string): Settled {
  const judgement = JSON.parse(line) as Judgement;
  const because = judgement.outcome === "survived" ? equivalenceOf(judgement) : undefined;
  return because === undefined ? judgement : { ...judgement, because };
}
