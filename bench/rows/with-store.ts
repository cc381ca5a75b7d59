import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchRun, Measurement } from "../bench-run.ts";
import { addUnits } from "../loads/add-units.ts";
import { askAgain } from "../loads/ask-again.ts";
import { askNew, newLicenses, newLicensesInAll } from "../loads/ask-new.ts";
import { startWithCopies } from "../loads/many-licenses-server.ts";
import { comparison, type Row } from "../report.ts";
import { interleave, type Turn } from "../rounds.ts";
import { startTarget } from "../target.ts";

/** Two servers, one of which keeps its spaces in a folder. */
type WithAndWithout = Record<"ours" | "theirs", () => Promise<Turn>>;

const warmUpRounds = 3;

/** The three kinds of work over HTTP, of a server that keeps its spaces in a folder and of one that does not. */
export const withStore: Measurement = async (run) => {
  const folder = mkdtempSync(join(tmpdir(), "license-api-kit-bench-store-"));
  try {
    return [...(await plain(run, join(folder, "plain"))), ...(await asked(run, join(folder, "copies")))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

async function plain(run: BenchRun, store: string): Promise<Row[]> {
  const kept = await startTarget(run.root, "--store", store);
  const unkept = await startTarget(run.root);
  const rounds = Math.ceil(run.loadRounds / 2);
  try {
    return [
      await compare("asked before", rounds, { ours: askAgain(kept, run), theirs: askAgain(unkept, run) }),
      await compare("write", rounds, { ours: addUnits(kept, run), theirs: addUnits(unkept, run) }),
    ];
  } finally {
    await Promise.all([kept.stop(), unkept.stop()]);
  }
}

async function asked(run: BenchRun, store: string): Promise<Row[]> {
  const start = (...flags: string[]) => startWithCopies(run.root, run.target.active, newLicensesInAll, ...flags);
  const [kept, unkept] = [await start("--store", store), await start()];
  try {
    const turns = { ours: askNew(kept, run), theirs: askNew(unkept, run) };
    return [await compare("new", newLicenses.turns, turns)];
  } finally {
    await Promise.all([kept.stop(), unkept.stop()]);
  }
}

async function compare(work: string, rounds: number, turns: WithAndWithout): Promise<Row> {
  await interleave(warmUpRounds, turns);
  const { ours, theirs } = await interleave(rounds, turns);
  const subject = { name: `${work}: with --store FOLDER / without`, unit: "answers/s", byProcessorTime: true };
  return comparison({ ...subject, goal: { atLeast: 0.9 } }, ours, theirs);
}
