import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { run, startServerFor } from "../command.ts";

// Many vitest files at once against one server, each test in a space of its own, again and again:
// npm run test:parallel -- --files 100 --times 10

const { values } = parseArgs({
  options: { files: { type: "string", default: "100" }, times: { type: "string", default: "10" } },
});
const files = Number(values.files);
const times = Number(values.times);
const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = `${root}.parallel-files`;

/** A file of tests that would see each other at once if anything were shared: same licenses, other times and totals. */
function fileOf(number: number): string {
  return `import { defineScenarios } from "../test/parallel/scenarios.ts";\n\ndefineScenarios(${number});\n`;
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (let number = 0; number < files; number += 1) writeFileSync(`${folder}/file-${number}.test.ts`, fileOf(number));
writeFileSync(`${folder}/vitest.config.ts`, 'export default { test: { pool: "threads", maxWorkers: 8 } };\n');

const server = await startServerFor(times * 600_000, "--quiet", "--require-space");
let failed = 0;
for (let time = 1; time <= times; time += 1) {
  const env = { ...process.env, NO_COLOR: "1", LICENSE_API_KIT_URL: server.url, LICENSE_API_KIT_REPORT: "" };
  const { status, stdout, stderr } = await run("npx", ["vitest", "run", "--root", folder], env, 600_000);
  const summary = stdout.split("\n").filter((line) => /Test Files|Tests|Duration/.test(line));
  console.log(`run ${time} of ${times}, ${files} files:\n${summary.join("\n")}`);
  if (status === 0) continue;
  failed += 1;
  console.error(`${stdout.slice(-4_000)}\n${stderr.slice(-4_000)}`);
}
const spaces = (await (await fetch(`${server.url}/__mock/spaces`)).json()) as string[];
if (spaces.length !== 1) console.error(`spaces that were left: ${spaces.join(", ")}`);
await server.end();
rmSync(folder, { recursive: true, force: true });
console.log(failed === 0 ? `no cross-talk in ${times} runs of ${files} files` : `runs that failed: ${failed}`);
process.exitCode = failed === 0 && spaces.length === 1 ? 0 : 1;
