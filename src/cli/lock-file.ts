import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Lock, LockedQuestion } from "../contract/lock.ts";
import { writeWhole } from "./atomic-file.ts";
import { readJson } from "./read-file.ts";
import { usageError } from "./usage-error.ts";

/** The questions of a target, in a file beside the target files of its folder. */
export interface LockFile {
  readonly file: string;
  readonly questions: Lock;
  /** Writes other questions; those of other targets stay. */
  write(questions: Lock): void;
}

/** Reads `contract.lock.json` beside a target file, as far as it is about that target. */
export function openLock(targetFile: string): LockFile {
  const file = join(dirname(targetFile), "contract.lock.json");
  const name = basename(targetFile);
  const targets = existsSync(file) ? requireTargets(readJson(file, file), file) : {};
  return {
    file,
    questions: targets[name] ?? {},
    write: (questions) => {
      const { [name]: _before, ...others } = targets;
      const all = { ...others, ...(Object.keys(questions).length > 0 && { [name]: questions }) };
      const about =
        "What each target does where the documents of the API are silent. license-api-kit contract run writes what it finds, contract accept says that it is meant to be so.";
      writeWhole(file, `${JSON.stringify({ about, targets: all }, null, 2)}\n`);
    },
  };
}

function requireTargets(value: unknown, file: string): Record<string, Lock> {
  const { targets } = (value ?? {}) as { targets?: unknown };
  if (!isRecord(targets)) throw usageError(`${file}: /targets: found nothing, expected questions by target files`);
  for (const [name, questions] of Object.entries(targets)) {
    if (!isRecord(questions)) throw usageError(`${file}: /targets/${name}: expected questions by their ids`);
    for (const [id, question] of Object.entries(questions))
      requireQuestion(question, `${file}: /targets/${name}/${id}`);
  }
  return targets as Record<string, Lock>;
}

function requireQuestion(value: unknown, place: string): void {
  const { about, answers, further = {}, accepted = "" } = (value ?? {}) as Partial<LockedQuestion>;
  const isRight = typeof about === "string" && isAnswers(answers) && isAnswers(further) && typeof accepted === "string";
  if (!isRight) throw usageError(`${place}: expected about, answers with their cases, and accepted with a reason`);
}

function isAnswers(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every((cases) => cases === "all" || Array.isArray(cases));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
