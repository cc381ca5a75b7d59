import { type Delivery, plainDelivery } from "../delivery.ts";
import type { Call } from "../journal/call.ts";
import { reasonsInto } from "../journal/reasons.ts";
import type { ApiResponse } from "../request.ts";
import type { State } from "../state.ts";
import type { Fault } from "./faults.ts";
import type { FaultKind, FaultOf } from "./kinds.ts";

/** What tampering with an answer takes. */
export interface Workshop {
  readonly fault: Fault;
  readonly call: Call;
  readonly state: State;
}

/** Makes another answer of an answer. */
export type Tamper<K extends FaultKind> = (
  answer: ApiResponse,
  fault: FaultOf<K>,
  workshop: Workshop,
) => ApiResponse | Promise<ApiResponse>;

/** The same, whatever the fault says. */
export type TamperAny = (answer: ApiResponse, fault: unknown, workshop: Workshop) => ApiResponse | Promise<ApiResponse>;

/** The answer with a header exchanged or added. */
export function withHeader(answer: ApiResponse, name: string, value: string): ApiResponse {
  return { ...answer, headers: { ...answer.headers, [name]: value } };
}

/** The answer, to travel in another way. */
export function travelling(answer: ApiResponse, delivery: Partial<Delivery>): ApiResponse {
  return { ...answer, delivery: { ...plainDelivery, ...delivery } };
}

/** The answer as it was, and in the journal why the fault could do nothing to it. */
export function untouched(answer: ApiResponse, { fault, call }: Workshop, why: string): ApiResponse {
  reasonsInto(call.reasons)`fault ${fault.id} changed nothing: ${why}`;
  return answer;
}
