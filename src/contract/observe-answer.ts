import { type EndpointName, endpointRow, errorCodesOf } from "../api/endpoints.ts";
import { type ErrorCode, errors, isErrorCode } from "../api/errors.ts";
import type { Values } from "../api/read-fields.ts";
import { isValid } from "../api/validate.ts";
import type { Answer } from "./case.ts";
import { type CheckedAnswer, type Checking, checkAnswer, finding, shown } from "./check.ts";
import type { Unanswered } from "./exchange.ts";
import { networkFinding } from "./play.ts";

/** An answer that no case asked for. */
export interface ObservedAnswer {
  readonly endpoint: EndpointName | undefined;
  /** What the request said, empty where it could not be read. */
  readonly input: Values;
  readonly answer: Answer | Unanswered;
  readonly publicKey: string | undefined;
}

/** How an answer fares: see `Observation`. */
export interface JudgedAnswer extends Checking {
  readonly outcome: string;
}

/** Holds an answer to what the API may answer at this endpoint. Answers to other requests are only named. */
export async function judgeObserved({ endpoint, input, answer, publicKey }: ObservedAnswer): Promise<JudgedAnswer> {
  if ("unanswered" in answer) return { outcome: answer.unanswered, findings: [networkFinding(answer)], drift: [] };
  const outcome = outcomeOf(answer);
  if (endpoint === undefined) return { outcome, findings: [], drift: [] };
  const checked: CheckedAnswer = {
    request: { endpoint, input },
    answer,
    expect: { status: [answer.status], ...(isErrorCode(outcome) && { code: outcome }) },
    target: publicKey === undefined ? {} : { publicKey },
    evidence: endpointRow(endpoint).source,
  };
  if (outcome === "ok") return { outcome, ...(await checkAnswer(withCovered(checked))) };
  if (isErrorCode(outcome)) return judgeError(outcome, checked, endpoint);
  return { outcome, ...judgeStranger(checked, endpoint) };
}

function outcomeOf({ status, body }: Answer): string {
  if (status === 200) return "ok";
  const code = codeIn(body);
  return code !== undefined && isErrorCode(code) ? code : `http-${status}`;
}

function codeIn(body: unknown): string | undefined {
  const { code } = (body ?? {}) as { code?: unknown };
  if (typeof code !== "string") return undefined;
  return code === "licenseUserActivatedMaxTimes" ? "license_user_activated_max_times" : code;
}

/** What signatures inside the answer cover is in the request; where that could not be read, they are not looked at. */
function withCovered(checked: CheckedAnswer): CheckedAnswer {
  const { endpoint, input } = checked.request;
  if (endpointRow(endpoint).embeds === undefined || input.hardware_id !== undefined) return checked;
  const { publicKey: _unused, ...target } = checked.target;
  return { ...checked, target };
}

async function judgeError(code: ErrorCode, checked: CheckedAnswer, endpoint: EndpointName): Promise<JudgedAnswer> {
  const { findings, drift } = await checkAnswer(checked);
  const { status } = checked.answer;
  const listed = unlisted(code, checked, endpoint);
  const isKnown = status === errors[code].status || otherStatuses[code]?.includes(status);
  const wrong = isKnown ? [] : [finding(checked, "status", `HTTP ${status} ${code}`, `HTTP ${errors[code].status}`)];
  return {
    outcome: code,
    findings: [...wrong, ...findings, ...listed.findings],
    drift: [...drift, ...listed.drift],
  };
}

/** Statuses that pages contradict each other about, and the one for a body that is too large. */
const otherStatuses: Partial<Record<ErrorCode, readonly number[]>> = {
  signature_mismatch: [400, 401],
  validation_error: [413],
};

/** A code that the endpoint's page does not list is a breach; where no page with a list is known, it is drift. */
function unlisted(code: string, checked: CheckedAnswer, endpoint: EndpointName): Checking {
  if ((errorCodesOf(endpoint) as string[]).includes(code)) return { findings: [], drift: [] };
  const { documented } = endpointRow(endpoint).errors;
  if (documented.length === 0) {
    const message = `${endpoint}: the code ${code} is not known for it, whose list of errors is not known either`;
    return { findings: [], drift: [{ kind: "new-value", message }] };
  }
  const expected = `one of ${documented.join(", ")}, or one that any endpoint may answer`;
  return { findings: [finding(checked, "code", code, expected)], drift: [] };
}

/** An answer that is neither a success nor a known error: perhaps not even the API's. */
function judgeStranger(checked: CheckedAnswer, endpoint: EndpointName): Checking {
  const { answer } = checked;
  if (answer.status === 429) {
    const message = `${endpoint}: HTTP 429, and no limit of the rate is documented`;
    return { findings: [], drift: [{ kind: "new-value", message }] };
  }
  const code = codeIn(answer.body);
  if (code !== undefined && isValid("error", answer.body)) return unlisted(code.slice(0, 64), checked, endpoint);
  const found = `HTTP ${answer.status}: ${shown(answer.text)}`;
  return { findings: [finding(checked, "status", found, "HTTP 200, or an error of error.json")], drift: [] };
}
