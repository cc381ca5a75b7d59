import type { ErrorCode } from "../../api/errors.ts";
import { plainDelivery } from "../delivery.ts";
import type { Call } from "../journal/call.ts";
import { reasonsInto } from "../journal/reasons.ts";
import type { ApiResponse } from "../request.ts";
import type { State } from "../state.ts";
import type { FaultsOfCall } from "./faults.ts";
import { happens } from "./kinds.ts";
import { tampering } from "./tampering.ts";

/** Stands where a call that does not happen would have its answer; its fault makes another. */
export const noAnswer: ApiResponse = { status: 502, headers: {}, body: "" };

/** Whether a failure says that the call does not happen. */
export function preventsCall(failure: FaultsOfCall | null | undefined): boolean {
  return failure?.fault !== undefined && !happens(failure.fault.spec);
}

/** What a journal says of a failure, with the reasons that were there before. */
export function factsOfFailure({ fault, delays }: FaultsOfCall, { reasons }: Call): FailureFacts {
  const named = fault ?? delays[0];
  const all = [...reasons];
  for (const one of fault ? [fault, ...delays] : delays)
    reasonsInto(all)`failed on purpose: fault ${one.id} (${one.spec.kind})`;
  const prevented = fault && preventsCall({ fault, delays }) ? fault.spec : undefined;
  return {
    reasons: all,
    fault: named && { id: named.id, kind: named.spec.kind },
    outcome: prevented && (prevented.kind === "error" ? (prevented.code as ErrorCode) : "fault"),
  };
}

type FailureFacts = Pick<Call, "reasons" | "fault" | "outcome">;

/** The answer as a failure leaves it, with the way in which it is to travel. */
export async function applyFault(
  answer: ApiResponse,
  { fault, delays }: FaultsOfCall,
  call: Call,
  state: State,
): Promise<ApiResponse> {
  const tampered = fault
    ? await tampering[fault.spec.kind](answer, fault.spec as never, { fault, call, state })
    : answer;
  const delayMs = delays.reduce((sum, { spec }) => sum + (spec.kind === "delay" ? spec.ms : 0), 0);
  if (delayMs === 0) return tampered;
  return { ...tampered, delivery: { ...plainDelivery, ...tampered.delivery, delayMs } };
}
