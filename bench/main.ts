import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { BenchRun, Measurement } from "./bench-run.ts";
import { compileChildren } from "./children.ts";
import { foreignLoad, machine } from "./machine.ts";
import type { Row } from "./report.ts";
import { browserSize } from "./rows/browser-size.ts";
import { checkOverHttp } from "./rows/check-over-http.ts";
import { consumptionOverHttp } from "./rows/consumption-over-http.ts";
import { createMock } from "./rows/create-mock.ts";
import { inProcess } from "./rows/in-process.ts";
import { manyLicenses } from "./rows/many-licenses.ts";
import { start } from "./rows/start.ts";
import { throughMsw } from "./rows/through-msw.ts";
import { table } from "./table.ts";
import { checkedLicense, startTarget } from "./target.ts";

const usage = `Prints the Speed table of DESIGN.md, measured on this machine. Build first: it measures dist/.

  --quick            fewer and shorter rounds, under two minutes
  --json FILE        write every figure taken
  --only NAME        only this measurement (may be given again)
  --connections N    keep-alive connections of the load client (default 16)
  --root FOLDER      folder that holds dist/ and fixtures/ (default: this repository)

Ends with 0 even where a goal is missed: it reports. Ends with 1 when an answer was wrong, or anything broke.
`;

/** In the order of the Speed table. */
const measurements: Record<string, Measurement> = {
  "check-over-http": checkOverHttp,
  "consumption-over-http": consumptionOverHttp,
  "in-process": inProcess,
  "through-msw": throughMsw,
  "many-licenses": manyLicenses,
  start,
  "create-mock": createMock,
  "browser-size": browserSize,
};

const thorough = { loadMs: 500, loadRounds: 81, batchMs: 100, batchRounds: 101, startRounds: 51 };
const quick = { loadMs: 300, loadRounds: 25, batchMs: 60, batchRounds: 31, startRounds: 15 };

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    json: { type: "string" },
    only: { type: "string", multiple: true, default: Object.keys(measurements) },
    connections: { type: "string", default: "16" },
    root: { type: "string", default: fileURLToPath(new URL("..", import.meta.url)) },
    help: { type: "boolean", default: false },
  },
});

async function prepare(): Promise<BenchRun> {
  await compileChildren();
  const root = resolve(options.root);
  const connections = Number(options.connections);
  if (!Number.isInteger(connections) || connections < 1)
    throw new Error(`--connections must be a positive integer, and is ${options.connections}.`);
  const { url, target, stop } = await startTarget(root);
  try {
    const license = await checkedLicense(url, target.active, target.credentials);
    return { root, target, license, connections, ...(options.quick ? quick : thorough) };
  } finally {
    await stop();
  }
}

async function measureAll(run: BenchRun): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of options.only) {
    const measurement = measurements[name];
    if (measurement === undefined)
      throw new Error(`There is no measurement ${name}. There are: ${Object.keys(measurements).join(", ")}.`);
    process.stderr.write(`${name} … `);
    const others = await foreignLoad();
    const startedAt = performance.now();
    rows.push(...(await measurement(run)).map((row) => withForeignLoad(row, others)));
    process.stderr.write(`${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
  }
  return rows;
}

/** Says so where a row was measured beside other work: its rates are then lower, and its ratio less sure. */
function withForeignLoad(row: Row, others: number): Row {
  const notes =
    others > 0.1
      ? [...row.notes, `others kept ${Math.round(others * 100)}% of the machine busy just before`]
      : row.notes;
  return { ...row, notes, raw: { ...row.raw, foreignLoadBefore: [others] } };
}

async function main(): Promise<void> {
  const about = machine();
  const run = await prepare();
  const fields = Object.keys(run.license).length;
  const rows = await measureAll(run);
  const facts = `Node ${about.node}, ${about.cores} cores of ${about.cpu}, ${about.memoryGiB} GiB, ${about.platform}`;
  process.stdout.write(
    `${facts}\nThe license has ${fields} fields, ${JSON.stringify(run.license).length} bytes; ${run.connections} connections.\n\n${table(rows)}\n`,
  );
  if (options.json !== undefined)
    writeFileSync(
      options.json,
      `${JSON.stringify({ machine: about, fields, settings: { quick: options.quick, connections: run.connections }, rows }, null, 2)}\n`,
    );
}

// Ends through `exit`, where the servers and children still running are ended too.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

if (options.help) process.stdout.write(usage);
else {
  main().then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`\nTHE BENCH FAILED. ${error instanceof Error ? error.message : error}\n`);
      process.exit(1);
    },
  );
}
