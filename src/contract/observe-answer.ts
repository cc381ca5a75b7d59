import { type EndpointName, endpointRow, errorCodesOf } from "../api/endpoints.ts";
import { errors, isErrorCode } from "../api/errors.ts";
import type { Evidence } from "../api/evidence.ts";
import type { Values } from "../api/read-fields.ts";
import type { Answer } from "./case.ts";
import { brokenClaim, type Expected, heldClaim, type JudgedClaim } from "./claim.ts";
import { judgeAnswer } from "./judge-answer.ts";
import { statusesOf } from "./judge-outcome.ts";
import { codeIn, isSuccess } from "./read-answer.ts";
import type { NoAnswer } from "./send-request.ts";
import { unansweredClaim } from "./unanswered-claim.ts";

/** An answer that no case asked for. */
export interface ObservedAnswer {
  readonly endpoint: EndpointName | undefined;
  /** What the request said, empty where it could not be read. */
  readonly input: Values;
  readonly answer: Answer | NoAnswer;
  readonly publicKey: string | undefined;
}

/** How an answer fares: see `Observation`. */
export interface ObservedOutcome {
  readonly outcome: string;
  readonly claims: readonly JudgedClaim[];
}

/** Holds an answer to what the API may answer at this endpoint. Answers to other requests are only named. */
export async function judgeObserved({ endpoint, input, answer, publicKey }: ObservedAnswer): Promise<ObservedOutcome> {
  if ("unanswered" in answer) return { outcome: answer.unanswered, claims: [unansweredClaim(answer)] };
  const outcome = outcomeOf(answer);
  if (endpoint === undefined) return { outcome, claims: [] };
  if (answer.status === 429) return { outcome, claims: [rateClaim] };
  const target = publicKey === undefined ? {} : { publicKey };
  const claims = await judgeAnswer({ request: { endpoint, input }, answer, target });
  const code = codeIn(answer);
  const listed =
    isSuccess(answer) || code === undefined ? [] : [codeClaim(endpoint, code), ...statusClaim(code, answer)];
  return { outcome, claims: [...claims, ...listed] };
}

function outcomeOf(answer: Answer): string {
  if (answer.status === 200) return "ok";
  const code = codeIn(answer);
  const usual = code === "licenseUserActivatedMaxTimes" ? "license_user_activated_max_times" : code;
  return usual !== undefined && isErrorCode(usual) ? usual : `http-${answer.status}`;
}

/** What is refused for coming too often, nobody has written down. */
const rateClaim: JudgedClaim = brokenClaim(
  { kind: "status", evidence: "observed: limits of the rate are documented, their answer is not", expected: "" },
  "HTTP 429: a limit of the rate",
);

/** A page lists codes, and does not say that there are no others. */
function codeClaim(endpoint: EndpointName, code: string): JudgedClaim {
  const { documented } = endpointRow(endpoint).errors;
  const known: readonly string[] = errorCodesOf(endpoint);
  const expected: Expected = {
    kind: "code",
    evidence: "observed: the lists of codes on the pages",
    expected:
      documented.length === 0
        ? "a code that is known for it"
        : `one of ${documented.join(", ")}, or one of any endpoint`,
  };
  const isKnown = known.includes(code) || code === "licenseUserActivatedMaxTimes";
  return isKnown ? heldClaim(expected) : brokenClaim(expected, code.slice(0, 64));
}

function statusClaim(code: string, { status }: Answer): JudgedClaim[] {
  if (!isErrorCode(code)) return [];
  const { source } = errors[code];
  const statuses = code === "validation_error" ? [...statusesOf(code), 413] : statusesOf(code);
  const evidence = source.startsWith("assumed") ? "assumed" : (source as Evidence);
  const expected: Expected = {
    ...{ kind: "status", evidence, question: `status/${code}` },
    expected: `HTTP ${statuses.join(" or ")} for ${code}`,
  };
  return [statuses.includes(status) ? heldClaim(expected) : brokenClaim(expected, `HTTP ${status} ${code}`)];
}
