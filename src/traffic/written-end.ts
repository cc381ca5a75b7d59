import type { CaseExchange } from "../generated/types.ts";

/** How a call ends, as a case file says it. */
export interface WrittenEnd extends Readonly<Exclude<CaseExchange["expected"], string>> {
  /** Whether the call is refused. */
  readonly refuses: boolean;
}

/** What a case file says of an end: a code, or a status beyond the two hundreds, makes it a refusal. */
export function writtenEnd(expected: CaseExchange["expected"]): WrittenEnd {
  if (typeof expected === "string") return { refuses: expected === "refusal" };
  const { code, status = 200 } = expected;
  return { ...expected, refuses: code !== undefined || status < 200 || status >= 300 };
}
