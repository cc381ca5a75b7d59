import type { EndpointName } from "../api/endpoints.ts";
import type { JudgedClaim } from "../contract/claim.ts";
import type { Exchanged } from "../contract/run-context.ts";
import type { CaseExchange } from "../generated/types.ts";

/** Something that a search has found, as small as it could make it. */
export interface ExploreFinding {
  /** `inputs/ENDPOINT/CLAIM` or `walk/ENDPOINT/CLAIM`, with a number where there are several. */
  readonly id: string;
  readonly endpoint: EndpointName;
  /** The role that it was found with. */
  readonly role?: string;
  readonly claim: JudgedClaim;
  /** The calls that show it, as a case file has them, with what this kit expects of each. */
  readonly exchanges: readonly CaseExchange[];
  /** What was sent and what came. */
  readonly seen: readonly Exchanged[];
  /** By which rules the mock answers otherwise. */
  readonly why: readonly string[];
}
