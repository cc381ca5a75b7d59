import type { EndpointName } from "../api/endpoints.ts";
import type { Answer } from "./case.ts";
import { brokenClaim, type JudgedClaim } from "./claim.ts";
import { judgeObserved } from "./observe-answer.ts";
import { readRequest } from "./observe-request.ts";
import type { ObservedRequest, RequestMistake } from "./observed-request.ts";
import type { NoAnswer } from "./send-request.ts";

/** A call between any client and any server, seen from between them. */
export interface Observed {
  readonly request: ObservedRequest;
  readonly answer: Answer | NoAnswer;
  /** PEM of the key that verifies the server's signatures. Without it, signatures are only looked for. */
  readonly publicKey?: string | undefined;
  /** When the request was seen, in milliseconds since 1970; its date is judged by it. */
  readonly now: number;
}

/** What there is to say of a call. */
export interface Observation {
  /** Undefined where the request is not one of the API's. */
  readonly endpoint?: EndpointName;
  /** `ok`, the code of the error, `http-` and the status of any other answer, or why there was none. */
  readonly outcome: string;
  /** What was claimed of both directions, and how each claim ended; the suspect tells whose fault it looks like. */
  readonly claims: readonly JudgedClaim[];
  /** What a client's author may like to know: also mistakes that the server refused as it should. */
  readonly remarks: readonly string[];
}

/** Holds both directions of a call to the contract. It looks at nothing but the call and keeps nothing. */
export async function observe({ request, answer, publicKey, now }: Observed): Promise<Observation> {
  const { endpoint, input, faults, remarks } = readRequest(request, now);
  const { outcome, claims } = await judgeObserved({ endpoint, input, answer, publicKey });
  const isRefused = isRefusedFor(faults, outcome);
  return {
    ...(endpoint !== undefined && { endpoint }),
    outcome,
    claims: [...(isRefused ? [] : faults.map(clientClaim)), ...claims],
    remarks: [...(isRefused ? faults.map((fault) => refusedRemark(fault, outcome)) : []), ...remarks],
  };
}

/** Whether the server refused a wrong request for what is wrong with it. */
function isRefusedFor(faults: readonly RequestMistake[], outcome: string): boolean {
  return faults.some(({ codes }) => codes.includes(outcome));
}

function clientClaim({ found, expected, written }: RequestMistake): JudgedClaim {
  return brokenClaim({ kind: "request", evidence: `documented: ${written}`, expected, suspect: "client" }, found);
}

function refusedRemark({ found, expected }: RequestMistake, outcome: string): string {
  return `refused with ${outcome}: ${found}, expected ${expected}`;
}
