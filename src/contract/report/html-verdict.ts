import type { ClaimVerdict } from "../claim.ts";
import type { Verdict } from "../verdict.ts";

/** How something looks: its colour, and a sign for who cannot tell colours apart. */
export interface VerdictStyle {
  readonly colour: "good" | "bad" | "open" | "calm";
  readonly sign: string;
}

/** How a verdict looks. */
export const looks: Readonly<Record<Verdict, VerdictStyle>> = {
  failed: { colour: "bad", sign: "✗" },
  "not-judged": { colour: "bad", sign: "?" },
  stale: { colour: "bad", sign: "↺" },
  open: { colour: "open", sign: "◆" },
  drift: { colour: "open", sign: "~" },
  "expected-failure": { colour: "open", sign: "≈" },
  blocked: { colour: "open", sign: "∎" },
  accepted: { colour: "good", sign: "◇" },
  passed: { colour: "good", sign: "✓" },
  skipped: { colour: "calm", sign: "–" },
  "not-applicable": { colour: "calm", sign: "∅" },
};

/** How the end of a claim looks. */
export const claimLooks: Readonly<Record<ClaimVerdict, VerdictStyle>> = {
  failed: looks.failed,
  "not judged": looks["not-judged"],
  open: looks.open,
  drift: looks.drift,
  accepted: looks.accepted,
  held: looks.passed,
};

/** Verdicts, the worst first. */
export const worstFirst = Object.keys(looks) as Verdict[];
