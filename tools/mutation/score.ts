import { readFileSync, writeFileSync } from "node:fs";

/** A mutant that no test noticed. */
export interface Survivor {
  readonly line: number;
  /** The line as it stands in the source, without its indent. */
  readonly source: string;
  readonly mutator: string;
  /** What stood in the source instead, on one line. */
  readonly replacement: string;
  /** False where no test even came by. */
  readonly covered: boolean;
}

/** What became of one source file's mutants. */
export interface FileScore {
  readonly killed: number;
  readonly timeout: number;
  readonly ignored: number;
  /** Mutants that broke the run itself: they count for nothing. */
  readonly broken: number;
  readonly survivors: readonly Survivor[];
}

/** What is known of the sources, file by file. A run of a part replaces that part. */
export interface Score {
  readonly files: Readonly<Record<string, FileScore>>;
}

/** The part of Stryker's report that the page needs (mutation-testing-report-schema). */
export interface StrykerReport {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly StrykerMutant[] }>>;
}

interface StrykerMutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: { readonly line: number } };
}

const scoreFile = new URL("score.json", import.meta.url);

/** What earlier runs found. */
export function readScore(): Score {
  return JSON.parse(readFileSync(scoreFile, "utf8"));
}

export function writeScore(score: Score): void {
  writeFileSync(scoreFile, `${JSON.stringify(score, null, 2)}\n`);
}

/** A score with the files of a new report in place of what was known of them, by their names. */
export function withReport(score: Score, report: StrykerReport): Score {
  const found = Object.entries(report.files).map(([path, file]) => [path, fileScore(file)] as const);
  const all = Object.entries({ ...score.files, ...Object.fromEntries(found) });
  return { files: Object.fromEntries(all.sort(([one], [other]) => (one < other ? -1 : 1))) };
}

function fileScore({ source, mutants }: StrykerReport["files"][string]): FileScore {
  const lines = source.split("\n");
  const withStatus = (...statuses: string[]) => mutants.filter(({ status }) => statuses.includes(status));
  const count = (...statuses: string[]) => withStatus(...statuses).length;
  return {
    killed: count("Killed"),
    timeout: count("Timeout"),
    ignored: count("Ignored"),
    broken: count("RuntimeError", "CompileError", "Pending"),
    survivors: withStatus("Survived", "NoCoverage").map((mutant) => survivor(mutant, lines)),
  };
}

function survivor(mutant: StrykerMutant, lines: readonly string[]): Survivor {
  const { location, mutatorName, replacement = "", status } = mutant;
  const text = replacement.replace(/\s+/g, " ").trim();
  const { line } = location.start;
  return {
    line,
    source: lines[line - 1]?.trim() ?? "",
    mutator: mutatorName,
    replacement: text.length > 60 ? `${text.slice(0, 59)}…` : text,
    covered: status === "Survived",
  };
}
