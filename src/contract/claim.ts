import { type Evidence, type EvidenceKind, kindOfEvidence } from "../api/evidence.ts";
import { createMask } from "../api/mask.ts";
import type { Choice } from "../api/policies.ts";
import { hideSecret } from "./hide-secret.ts";

/**
 * What a claim is about. `acts`, `refuses`: whether the call succeeds. `code`, `status`: how it is refused. `order`: of
 * two reasons to refuse, which is named. `body`: what stands in the answer. `form`: how it is written down. `signature`:
 * that one is there, or fits. `about`: whose answer it is. `effect`: what later calls show. `request`: what a client sent,
 * which only a proxy looks at. Of clients: `belief`, what one would tell its application; `deed`, how what it was asked to do
 * ended; `seen`, what came to the server; `driver`, whether it answered at all.
 */
export type ClaimKind =
  | "acts"
  | "refuses"
  | "code"
  | "status"
  | "order"
  | "body"
  | "form"
  | "signature"
  | "about"
  | "effect"
  | "request"
  | "belief"
  | "deed"
  | "seen"
  | "driver";

/** Who is likely to have to change something. */
export type Suspect = "target" | "target file" | "contract" | "network" | "client";

/**
 * How a claim ended. `failed`: an inviolable, documented or declared claim is broken. `not judged`: nothing can be said.
 * `open`: an assumed claim is broken, which the user has to decide about. `drift`: what was observed elsewhere is not so
 * here. `accepted`: broken as the user has accepted. `held`: it is as claimed.
 */
export type ClaimVerdict = "failed" | "not judged" | "open" | "drift" | "accepted" | "held";

/** The verdicts of a claim, the worst first. */
export const worstClaimFirst: readonly ClaimVerdict[] = ["failed", "not judged", "open", "drift", "accepted", "held"];

/** One thing that was expected of an answer, with what was found. */
export interface JudgedClaim {
  readonly kind: ClaimKind;
  readonly verdict: ClaimVerdict;
  readonly evidence: Evidence;
  /** What is expected, as the end of "expected …". */
  readonly expected: string;
  /** What was found instead; empty where the claim held. */
  readonly found: string;
  /** What a departure from an assumed claim asks the user: one id, however many cases meet it. */
  readonly question?: string;
  /** What this target does, in words that stay the same from run to run. */
  readonly answer?: string;
  /** The policies under which the mock does what was found. */
  readonly policy?: Choice;
  readonly suspect?: Suspect;
  /** Why just this one is suspected. */
  readonly because?: string;
  /** Which of two forms that documents contradict each other about this target speaks. */
  readonly form?: string;
  /** Which step of its case was looked at, from 1. */
  readonly step?: number;
}

/** What tells a departure from others: everything but what is found. */
export type Expected = Pick<JudgedClaim, "kind" | "evidence" | "expected"> &
  Partial<Pick<JudgedClaim, "question" | "policy" | "suspect">>;

/** A claim that is as it should be. */
export function heldClaim({ kind, evidence, expected, question }: Expected): JudgedClaim {
  return { kind, evidence, expected, found: "", verdict: "held", ...(question !== undefined && { question }) };
}

/** A claim that is broken: what that means follows from what it rests on. */
export function brokenClaim(expected: Expected, found: string, answer = found): JudgedClaim {
  const { suspect = "target", ...rest } = expected;
  return {
    ...rest,
    found,
    answer: stableWords(secretsHidden.text(answer)),
    verdict: whatBreakingMeans[kindOfEvidence(rest.evidence)],
    suspect,
  };
}

/** A claim of which nothing can be said. */
export function notJudgedClaim(expected: Expected, why: string, suspect: Suspect): JudgedClaim {
  const { kind, evidence } = expected;
  return { kind, evidence, expected: expected.expected, found: why, verdict: "not judged", suspect };
}

/** How a claim ends that is broken, by what it rests on. */
export const whatBreakingMeans: Readonly<Record<EvidenceKind, ClaimVerdict>> = {
  inviolable: "failed",
  documented: "failed",
  declared: "failed",
  ours: "failed",
  observed: "drift",
  assumed: "open",
};

/** The worst verdict among claims; `held` where there are none. */
export function worstOf(claims: readonly JudgedClaim[]): ClaimVerdict {
  return worstClaimFirst.find((verdict) => claims.some((claim) => claim.verdict === verdict)) ?? "held";
}

/** A claim in one line: what was found, and what was expected. */
export function sentenceOf({ found, expected }: Pick<JudgedClaim, "found" | "expected">): string {
  if (found === "") return expected;
  return expected === "" ? found : `${found}, expected ${expected}`;
}

/** An answer may stand in a lock file, which is committed: nothing that lets somebody in gets there. */
const secretsHidden = createMask(hideSecret);

/** A text without what differs from run to run: instants, ids, and texts that no run has used before. */
export function stableWords(text: string): string {
  return text
    .replace(/\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?/g, "(instant)")
    .replace(/\b\d{6,}\b/g, "(number)")
    .replace(/\b(device|new)-(?!password)[a-z0-9]{6,}\b/g, "$1-(fresh)")
    .slice(0, 300);
}
