import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { BenchRun } from "./bench-run.ts";
import { drawCharts } from "./charts/draw-charts.ts";
import { compileChildren } from "./children.ts";
import type { Growth } from "./growth.ts";
import { growthTable } from "./growth-table.ts";
import { foreignLoad } from "./machine.ts";
import { circumstances, type Measured, measured } from "./measured.ts";
import { requireMeasurement } from "./measurements.ts";
import { type BenchOptions, readOptions, usage } from "./options.ts";
import type { Row } from "./report.ts";
import { table } from "./table.ts";
import { checkedLicense, startTarget } from "./target.ts";
import { writePage } from "./write-page.ts";

const thorough = { loadMs: 500, loadRounds: 81, batchMs: 100, batchRounds: 101, startRounds: 51, everySize: true };
const quick = { loadMs: 300, loadRounds: 25, batchMs: 60, batchRounds: 31, startRounds: 15, everySize: false };

async function prepare(options: BenchOptions): Promise<BenchRun> {
  await compileChildren();
  const root = resolve(options.root);
  const { url, target, stop } = await startTarget(root);
  try {
    const license = await checkedLicense(url, target.active, target.credentials);
    return { root, target, license, connections: options.connections, ...(options.quick ? quick : thorough) };
  } finally {
    await stop();
  }
}

interface Taken {
  lines: (Row | Growth)[];
  /** Share of the machine that others kept busy just before each measurement. */
  foreignLoads: number[];
}

async function measureAll(names: readonly string[], run: BenchRun): Promise<Taken> {
  const taken: Taken = { lines: [], foreignLoads: [] };
  for (const name of names) {
    const measurement = requireMeasurement(name);
    process.stderr.write(`${name} … `);
    taken.foreignLoads.push(await foreignLoad());
    const startedAt = performance.now();
    taken.lines.push(...(await measurement(run)));
    process.stderr.write(`${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
  }
  return taken;
}

function print(found: Measured): void {
  const tables = [
    ...(found.rows.length > 0 ? [table(found.rows)] : []),
    ...(found.growth.length > 0 ? [growthTable(found.growth)] : []),
  ];
  process.stdout.write(`${circumstances(found).join("\n")}\n\n${tables.join("\n\n")}\n`);
}

async function main(options: BenchOptions): Promise<void> {
  if (options.help) return void process.stdout.write(usage);
  const run = await prepare(options);
  const { lines, foreignLoads } = await measureAll(options.only, run);
  const found = measured(lines, {
    foreignLoads,
    command: options.command,
    fields: Object.keys(run.license).length,
    bytes: JSON.stringify(run.license).length,
    connections: options.connections,
  });
  print(found);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(found, null, 2)}\n`);
  const docs = join(run.root, "docs");
  if (options.charts) drawCharts(docs, found);
  if (options.write) writePage(join(docs, "speed.md"), found);
}

// Ends through `exit`, where the servers and children still running are ended too.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

Promise.resolve()
  .then(() => main(readOptions(process.argv.slice(2))))
  .then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`\nTHE BENCH FAILED. ${error instanceof Error ? error.message : error}\n`);
      process.exit(1);
    },
  );
