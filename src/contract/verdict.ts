import type { ClaimVerdict } from "./claim.ts";

/**
 * How a case went. `passed`: every claim held. `failed`: an inviolable, documented or declared claim is broken. `not
 * judged`: nothing can be said, and why. `open`: an assumed claim is broken, which the user has to decide about. `drift`:
 * it is not as was observed elsewhere. `accepted`: as the user has accepted. `blocked`: something is missing, so it was
 * not played. `skipped`: its effect is not allowed in this run. `not applicable`: the target says so. `expected failure`:
 * it fails just as the baseline says. `stale`: the baseline says that it fails, and it does not.
 */
export type Verdict =
  | "failed"
  | "not-judged"
  | "stale"
  | "open"
  | "drift"
  | "accepted"
  | "expected-failure"
  | "passed"
  | "blocked"
  | "skipped"
  | "not-applicable";

/** The verdict of a case whose claims came to this at worst. */
export const verdictOfWorst: Readonly<Record<ClaimVerdict, Verdict>> = {
  failed: "failed",
  "not judged": "not-judged",
  open: "open",
  drift: "drift",
  accepted: "accepted",
  held: "passed",
};

/** Verdicts of cases that were played and judged. */
export const judgedVerdicts: readonly Verdict[] = [
  "failed",
  "stale",
  "open",
  "drift",
  "accepted",
  "expected-failure",
  "passed",
];
