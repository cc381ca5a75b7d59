import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { machine } from "../../bench/machine.ts";
import { fillPage } from "../../bench/write-page.ts";
import { scoreTable, survivorLists } from "./page.ts";
import { readScore, type StrykerReport, withReport, writeScore } from "./score.ts";

// npm run prove:sources: changes the sources one mutant at a time, asks the unit tests, and fills docs/mutation-score.md.
// `--folder api` names a folder under src, `--mutate GLOBS` is Stryker's own: both say which part of the whole is run.
// `--tests GLOBS` asks these test files alone, where the others have little to say of that part.

const root = fileURLToPath(new URL("../../", import.meta.url));
const page = `${root}docs/mutation-score.md`;
const report = `${root}tools/mutation/results/report.json`;

const { values } = parseArgs({
  options: {
    folder: { type: "string" },
    mutate: { type: "string" },
    tests: { type: "string" },
    concurrency: { type: "string", default: "1" },
  },
  strict: true,
});
const part = values.folder === undefined ? values.mutate : folderGlobs(values.folder);

rmSync(report, { force: true });
const stryker = `${root}tools/mutation/node_modules/@stryker-mutator/core/bin/stryker.js`;
const options = [
  ...["--concurrency", values.concurrency],
  ...(part === undefined ? [] : ["--mutate", part]),
  ...(values.tests === undefined ? [] : ["--testFiles", values.tests]),
];
const child = spawn(process.execPath, [stryker, "run", "tools/mutation/stryker.config.mjs", ...options], {
  cwd: root,
  stdio: "inherit",
});
const [status] = await once(child, "exit");
if (status !== 0 || !existsSync(report)) process.exit(status || 1);

const score = withReport(readScore(), JSON.parse(readFileSync(report, "utf8")) as StrykerReport);
writeScore(score);
const { node, cores, cpu, memoryGiB, platform } = machine();
const on = `Node ${node}, ${cores} cores of ${cpu}, ${memoryGiB} GiB, ${platform}`;
const date = new Date().toISOString().slice(0, 10);
const given = process.argv.slice(2);
const command = ["npm run prove:sources", ...(given.length > 0 ? ["--", ...given] : [])].join(" ");
const parts = {
  circumstances: `Last run on ${date} by \`${command}\`: ${on}.`,
  score: scoreTable(score),
  survivors: survivorLists(score),
};
writeFileSync(page, fillPage(readFileSync(page, "utf8"), parts, "docs/mutation-score.md"));
console.log(parts.score);

function folderGlobs(folder: string): string {
  const path = folder.replace(/^src\//, "").replace(/\/+$/, "");
  if (existsSync(`${root}src/${path}`) && path !== "") return `src/${path}/**/*.ts,!src/contract/cases/**`;
  console.error(`--folder: found ${JSON.stringify(folder)}, expected a folder under src, such as api or mock/rules`);
  process.exit(2);
}
