import { nearestName } from "../api/nearest-name.ts";
import { printable } from "../api/printable.ts";
import { acceptQuestion, isOpen, type Lock } from "../contract/lock.ts";
import { openLock } from "./lock-file.ts";
import { print } from "./print.ts";
import { usageError } from "./usage-error.ts";

/** Flags of `contract accept`. */
export interface AcceptFlags {
  readonly target: string;
  readonly all?: true;
  readonly reason?: string;
}

/** Accepts answers that the last run found, or lists the open questions where none is named. */
export function accept(ids: readonly string[], { target, all, reason }: AcceptFlags): void {
  const lock = openLock(target);
  const open = Object.keys(lock.questions).filter((id) => isOpen(lock.questions[id] as Lock[string]));
  if (ids.length === 0 && !all) {
    list(lock.questions, open, target);
    return;
  }
  if (ids.length > 0 && all) throw usageError("contract accept: found ids and --all, expected one of the two");
  for (const id of ids) requireOpen(id, lock.questions, open);
  if (reason === undefined || reason.trim() === "") {
    throw usageError('contract accept: found no --reason, expected why this is as it should be, as --reason "…"');
  }
  const accepted = all ? open : ids;
  const changed = accepted.map((id) => [id, acceptQuestion(lock.questions[id] as Lock[string], reason)]);
  lock.write({ ...lock.questions, ...Object.fromEntries(changed) });
  print(`accepted: ${accepted.length === 0 ? "nothing was open" : accepted.join(", ")}`);
  print(`From now on another answer is a failure. Commit ${lock.file}.`);
}

function requireOpen(id: string, questions: Lock, open: readonly string[]): void {
  if (Object.hasOwn(questions, id)) return;
  const near = nearestName(id, open);
  const meant = near === undefined ? "" : `; did you mean ${near}?`;
  throw usageError(`contract accept: there is no question ${printable(id, 100)}${meant} contract accept lists them`);
}

function list(questions: Lock, open: readonly string[], target: string): void {
  if (open.length === 0) {
    print("There is no open question. license-api-kit contract run writes down what it finds.");
    return;
  }
  for (const id of open) {
    const { about, answers, further = {} } = questions[id] as Lock[string];
    const found = Object.keys({ ...answers, ...further }).join(", or ");
    print([id, `  found ${printable(found)}; this kit expects: ${printable(about)}`]);
  }
  print(["", `${open.length} open; accept with: license-api-kit contract accept ID --target ${target} --reason "…"`]);
}
