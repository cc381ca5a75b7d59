import type { MaskText } from "../../api/mask.ts";
import { printable } from "../../api/printable.ts";
import type { CaseResult } from "../case-result.ts";
import { sentenceOf } from "../claim.ts";
import type { Target } from "../target.ts";
import { maskFor } from "../target-mask.ts";
import type { Verdict } from "../verdict.ts";
import { verdictNames } from "./wording.ts";

/** How a run is shown while it runs. */
export interface ProgressOptions {
  /** Whose secrets stay hidden. */
  readonly target: Target;
  /** How many cases there are. */
  readonly total: number;
  /** Columns of a terminal that can rewrite its line; left out for a file or a pipe. */
  readonly columns?: number | undefined;
  /** After how many cases a file or a pipe gets a line even if all is well. @default 100 */
  readonly every?: number;
}

/** Gives what to write, line ends included, as each case ends; nothing where nothing is worth a line. */
export type Progress = (result: CaseResult) => string;

/**
 * Follows a run: in a terminal by one line that rewrites itself, elsewhere by a line for each case that is worth one.
 * A terminal's line is left with `\r` and the erasing of the line, which `endOfProgress` does.
 */
export function createProgress({ target, total, columns, every = 100 }: ProgressOptions): Progress {
  const mask = maskFor(target).text;
  const seen: Partial<Record<Verdict, number>> = {};
  const told = new Set<string>();
  let done = 0;
  return (result) => {
    done += 1;
    seen[result.verdict] = (seen[result.verdict] ?? 0) + 1;
    const state = `${done}/${total} ${countsOf(seen)}`;
    if (columns !== undefined) return endOfProgress + printable(`${state} ${result.case.id}`).slice(0, columns - 1);
    const lines = [worthALine(result, told, mask), done % every === 0 || done === total ? state : undefined];
    return lines
      .filter((line) => line !== undefined)
      .map((line) => `${line}\n`)
      .join("");
  };
}

/** Takes a terminal's progress line away, before anything else is written. */
export const endOfProgress = "\r\u001b[2K";

/** One reason may block a hundred cases, and one question may stand behind seven hundred: each is said once. */
function worthALine(result: CaseResult, told: Set<string>, mask: MaskText): string | undefined {
  const { verdict, case: contractCase } = result;
  if (!["failed", "not-judged", "stale", "blocked"].includes(verdict)) return undefined;
  const why = whyOf(result);
  if (verdict === "blocked" && told.has(why)) return undefined;
  told.add(why);
  // masked first: half of a secret that was cut in two would not be known
  return `${verdictNames[verdict]} ${printable(contractCase.id)}: ${printable(mask(why))}`;
}

function whyOf({ verdict, claims, reason = "" }: CaseResult): string {
  const first = verdict === "failed" ? claims.find((claim) => claim.verdict === "failed") : undefined;
  return first ? sentenceOf(first) : reason;
}

function countsOf(seen: Partial<Record<Verdict, number>>): string {
  return (Object.keys(verdictNames) as Verdict[])
    .filter((verdict) => seen[verdict])
    .map((verdict) => `${seen[verdict]} ${verdictNames[verdict]}`)
    .join(", ");
}
