import { sentenceOf, stableWords } from "../contract/claim.ts";
import type { CaseFile } from "../generated/types.ts";
import type { ExploreFinding } from "./finding.ts";

/** A finding as a case file, which `replay` sends again: it differs as long as the target does so. */
export function caseFileOfFinding({ id, claim, exchanges }: ExploreFinding): CaseFile {
  return { about: `${id}: ${stableWords(sentenceOf(claim))} (${claim.evidence})`, exchanges: [...exchanges] };
}
