import { valueAtPointer } from "../../api/text-at-pointer.ts";
import type { Answer } from "../../contract/case.ts";
import type { CaseExchange } from "../../generated/types.ts";

/** What calls kept of their answers, by name; the answers in the order of the calls, as far as they came. */
export function keptIn(
  exchanges: readonly Pick<CaseExchange, "keep">[],
  answers: readonly Answer[],
): ReadonlyMap<string, unknown> {
  const kept = new Map<string, unknown>();
  for (const [at, { body }] of answers.entries()) {
    for (const [name, pointer] of Object.entries(exchanges[at]?.keep ?? {})) {
      const value = valueAtPointer(body, pointer);
      if (value !== undefined) kept.set(name, value);
    }
  }
  return kept;
}
