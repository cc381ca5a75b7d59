import type { Answer } from "../../contract/case.ts";
import { codeIn, isSuccess } from "../../contract/read-answer.ts";
import type { CaseExchange } from "../../generated/types.ts";
import { type Fill, withValues } from "../fill-placeholders.ts";
import { keptIn } from "../own-cases/kept-values.ts";
import { lackingIn } from "../part-of-body.ts";
import { type WrittenEnd, writtenEnd } from "../written-end.ts";
import type { Difference } from "./differences.ts";

/** How a call ends otherwise than was written; a status or a code that nobody wrote may be any. */
export function outcomeDifferences({ status, code, refuses }: WrittenEnd, answer: Answer): Difference[] {
  const now = answer.status >= 400 ? codeIn(answer) : undefined;
  const differences: Difference[] = [];
  if (status !== undefined && answer.status !== status) {
    differences.push({ path: "status", recorded: status, now: answer.status });
  } else if (status === undefined && isSuccess(answer) === refuses) {
    differences.push({ path: "status", recorded: refuses ? "a refusal" : "a success", now: answer.status });
  }
  if (now !== code && !(refuses && code === undefined)) differences.push({ path: "code", recorded: code, now });
  return differences;
}

/** Where a body lacks a part that was written down, or what later calls need of it. */
export function partDifferences({ expected, keep = {} }: CaseExchange, answer: Answer, fill: Fill): Difference[] {
  const kept = keptIn([{ keep }], [answer]);
  const unkept = Object.entries(keep)
    .filter(([name]) => !kept.has(name))
    .map(([name, path]) => ({ path, recorded: `something to keep as ${name}`, now: undefined }));
  const { contains } = writtenEnd(expected);
  if (contains === undefined) return unkept;
  try {
    const lacks = lackingIn(withValues(contains, fill, {}), answer.body);
    return [...lacks.map(({ path, part, found }) => ({ path, recorded: part, now: found })), ...unkept];
  } catch (error) {
    return [{ path: "", recorded: (error as Error).message, now: answer.body }, ...unkept];
  }
}
