import { type Expected, type JudgedClaim, notJudgedClaim } from "./claim.ts";
import type { NoAnswer } from "./send-request.ts";

/** What is said of a call that got no answer that can be read. */
export function unansweredClaim({ unanswered, message }: NoAnswer): JudgedClaim {
  const isTheirs = ["broken-off", "too-large", "too-deep", "unreadable"].includes(unanswered);
  const expected: Expected = { kind: "status", evidence: "inviolable", expected: "an answer" };
  return notJudgedClaim(expected, `${unanswered.replaceAll("-", " ")}: ${message}`, isTheirs ? "target" : "network");
}
