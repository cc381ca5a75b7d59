import type { Verdict } from "../run.ts";

/** How a verdict looks: its colour, and a sign for who cannot tell colours apart. */
export const looks: Readonly<
  Record<Verdict, { readonly colour: "good" | "bad" | "open" | "calm"; readonly sign: string }>
> = {
  fail: { colour: "bad", sign: "✗" },
  stale: { colour: "bad", sign: "↺" },
  blocked: { colour: "open", sign: "?" },
  learned: { colour: "open", sign: "◆" },
  "expected-failure": { colour: "open", sign: "≈" },
  pass: { colour: "good", sign: "✓" },
  skipped: { colour: "calm", sign: "–" },
  "not-applicable": { colour: "calm", sign: "∅" },
};

/** Verdicts, the worst first. */
export const worstFirst = Object.keys(looks) as Verdict[];
