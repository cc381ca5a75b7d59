import { type EndpointName, endpointRow } from "../../api/endpoints.ts";
import { ApiError } from "../../api/errors.ts";
import { kindsOf } from "../../api/read-fields.ts";
import { refusalOf, serialise, signedByPolicy } from "../answers.ts";
import type { Behaviour, Caller } from "../behaviour.ts";
import { openDependencies } from "../caches/dependencies.ts";
import { requireNoBreach } from "../check-answer.ts";
import { behaviours } from "../endpoints/index.ts";
import { reasonsInto } from "../journal/reasons.ts";
import { mergePatch } from "../merge-patch.ts";
import { judgeFields } from "../read-input.ts";
import type { ApiResponse } from "../request.ts";
import { embedSignatures } from "../signing.ts";
import type { FaultOf } from "./kinds.ts";
import { untouched, type Workshop } from "./workshop.ts";

/** An answer of before, as the journal still holds it. */
export function replayed(answer: ApiResponse, { call: id }: FaultOf<"replay">, workshop: Workshop): ApiResponse {
  const { call, state } = workshop;
  const before = state.journal.wholeAnswer(call.endpoint as EndpointName, id);
  if (before) return before;
  const why = id === undefined ? "the journal holds no earlier answer" : `the journal holds no answer of call ${id}`;
  return untouched(answer, workshop, `${why} of ${call.endpoint} whole`);
}

/** What another call would be answered, signed as that answer is. Tweaks are not for it. */
export async function answerOfOther(
  _answer: ApiResponse,
  { of }: FaultOf<"answer-of">,
  workshop: Workshop,
): Promise<ApiResponse> {
  const { call, state } = workshop;
  const name = (of.endpoint ?? call.endpoint) as EndpointName;
  try {
    const input = otherInput(name, call.input ?? {}, of.input ?? {});
    const output = outputOf(name, input, workshop);
    await embedSignatures(endpointRow(name), input, output, state.signInside);
    return await signedByPolicy(serialise(200, output), state);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    reasonsInto(call.reasons)`the other call is refused: ${error.explanation ?? error.message} (${error.code})`;
    return refusalOf(error, state);
  }
}

/** Of the call's own fields those that the other endpoint knows, with the fault's over them. */
function otherInput(name: EndpointName, own: object, other: object): Record<string, unknown> {
  const known = kindsOf(name);
  const shared = Object.entries(own).filter(([field]) => Object.hasOwn(known, field));
  return mergePatch(structuredClone(Object.fromEntries(shared)), other) as Record<string, unknown>;
}

/** Lets a call happen and takes it back. Who calls was proved by the call that was made, so no proof is asked for again. */
function outputOf(name: EndpointName, input: Record<string, unknown>, { call, state }: Workshop): unknown {
  const remarks = { note: () => {}, because: () => {} };
  const context = state.surroundings(call, call.caller as Caller, remarks, openDependencies(call));
  judgeFields(name, input, context);
  const takenBack = { output: undefined as unknown };
  try {
    state.world.transact(() => {
      takenBack.output = (behaviours[name] as Behaviour<EndpointName>)(input as never, context);
      requireNoBreach(name, takenBack.output, state.policy.dialect);
      throw takenBack;
    });
  } catch (thrown) {
    if (thrown !== takenBack) throw thrown;
  }
  return takenBack.output;
}
