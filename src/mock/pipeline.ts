import { type EndpointName, endpointRow, errorCodesOf } from "../api/endpoints.ts";
import { ApiError } from "../api/errors.ts";
import { matchEndpoint } from "../api/match-endpoint.ts";
import { refusalOf, serialise, signedByPolicy } from "./answers.ts";
import { authenticate } from "./authenticate.ts";
import type { Behaviour } from "./behaviour.ts";
import { answerKeyOf } from "./caches/caches.ts";
import { type Dependencies, openDependencies } from "./caches/dependencies.ts";
import type { CachedQuery } from "./caches/query-cache.ts";
import { requireNoBreach } from "./check-answer.ts";
import { behaviours } from "./endpoints/index.ts";
import { applyFault, factsOfFailure, noAnswer, preventsCall } from "./faults/apply-fault.ts";
import type { FaultsOfCall } from "./faults/faults.ts";
import { type Call, noteInto, type OpenCall } from "./journal/call.ts";
import { reasonsInto } from "./journal/reasons.ts";
import { isTokenCall, tokenAnswer } from "./oauth.ts";
import { readOfflineInput } from "./offline/read-offline-input.ts";
import { judgeHeaders, readInput, requireReadable } from "./read-input.ts";
import type { ApiRequest, ApiResponse } from "./request.ts";
import { answerSignOn, isSignOn } from "./sign-on/sign-on.ts";
import { embedSignatures } from "./signing.ts";
import { isNoRoom, type NoRoom } from "./space/room.ts";
import type { State } from "./state.ts";
import type { Tweaked } from "./tweaks.ts";

/** Answers a request and writes what came of it into the journal. This file alone fills calls in; all others read them. */
export async function answer(request: ApiRequest, state: State): Promise<ApiResponse> {
  const call = state.journal.open(request);
  let answered: ApiResponse;
  try {
    const living = live(call, state);
    state.keep?.();
    answered = await living;
  } catch (error) {
    meetFault(call, state);
    answered = await refuse(error, call, state);
  }
  if (call.failure) answered = await failed(answered, call.failure, call, state);
  state.journal.close(call, answered);
  return answered;
}

/** The answer as a fault leaves it. */
function failed(answered: ApiResponse, failure: FaultsOfCall, call: OpenCall, state: State): Promise<ApiResponse> {
  const { fault, outcome, reasons } = factsOfFailure(failure, call);
  call.reasons = reasons;
  if (fault) call.fault = fault;
  call.outcome ??= outcome;
  return applyFault(answered, failure, call, state);
}

/**
 * A request's whole life, one way. Steps 1 to 5 run in one go and behave and check are one transaction, so two requests
 * never interleave and a refused call changes nothing. Nothing after step 7 touches the text. What is remembered takes
 * the place of steps: a query whose answer still holds has it again after step 2.
 */
function live(call: OpenCall, state: State): ApiResponse | Promise<ApiResponse> {
  const { request } = call;
  const { world, tweaks, caches } = state;
  const remarks = { note: noteInto(call), because: reasonsInto(call.reasons) };
  requireReadable(request);
  if (isSignOn(request)) {
    call.outcome = "ok";
    return answerSignOn(request, call.at, state);
  }
  if (isTokenCall(request)) return ended(tokenAnswer(request, state.authentication(call, remarks)), call);
  // 1 match
  const name = matchEndpoint(request);
  call.endpoint = name;
  state.rateLimits.requireCalm(call);
  const row = endpointRow(name);
  judgeHeaders(request, row, state.policy, remarks.note);
  // 2 authenticate
  const caller = row.auth === "none" ? state.stranger() : authenticate(request, state.authentication(call, remarks));
  call.caller = caller;
  state.rateLimits.requirePlan(caller.companyId, call);
  const isQuery = row.method === "GET" && tweaks.isEmpty;
  const again = isQuery ? caches.repeats.recall(call) : undefined;
  if (again) return repeated(again, call, state);
  // 3 read
  const trace = openDependencies(call);
  const context = state.surroundings(call, caller, remarks, trace);
  const input: object = (row.body === "offline" ? readOfflineInput : readInput)(name, request, context);
  call.input = input;
  if (preventsCall(meetFault(call, state))) return noAnswer;
  const made = world.transact(
    () => {
      // 4 behave
      const output = (behaviours[name] as Behaviour<EndpointName>)(input as never, context);
      const changed: Tweaked = tweaks.isEmpty ? { output, isUnchecked: false } : tweaks.apply(output, call);
      if (changed.applied) call.tweaks = changed.applied;
      const draft = row.method === "GET" && !changed.isUnchecked ? answerKeyOf(name, input, changed.output) : undefined;
      const finished = draft === undefined ? undefined : caches.finished.get(draft);
      // 5 check
      if (!finished && !changed.isUnchecked) requireNoBreach(name, changed.output, state.policy.dialect);
      return { output: changed.output, draft, finished };
    },
    isQuery ? trace.readings : undefined,
  );
  call.outcome = "ok";
  return made.finished ? kept(made.finished, isQuery, trace, call, state) : finish();

  async function finish(): Promise<ApiResponse> {
    // 6 embed
    await embedSignatures(row, input, made.output, state.signInside);
    // 7 serialise
    const whole = serialise(200, made.output);
    // 8 sign
    const answer = await signedByPolicy(whole, state);
    if (made.draft !== undefined) caches.finished.set(made.draft, answer);
    return kept(answer, isQuery, trace, call, state);
  }
}

/** A query that was answered before, with what was found of it then. */
function repeated({ input, reasons, findings, answer }: CachedQuery, call: OpenCall, state: State): ApiResponse {
  call.input = input;
  call.reasons = reasons;
  for (const finding of findings) call.findings.push(finding);
  return preventsCall(meetFault(call, state)) ? noAnswer : ended(answer, call);
}

function kept(answer: ApiResponse, isQuery: boolean, trace: Dependencies, call: Call, state: State): ApiResponse {
  if (isQuery) state.caches.repeats.keep(call, trace, answer);
  return answer;
}

function ended(answer: ApiResponse, call: OpenCall): ApiResponse {
  call.outcome = "ok";
  return answer;
}

/** Asks once what befalls a call on purpose: before it happens, or where it was refused before that. */
function meetFault(call: OpenCall, { faults }: State): Call["failure"] {
  if (call.failure === undefined) call.failure = faults.isEmpty ? null : (faults.choose(call) ?? null);
  return call.failure;
}

/** Refuses a call before its life begins: it reached no space that could answer it. */
export async function refuseCall(request: ApiRequest, error: ApiError, state: State): Promise<ApiResponse> {
  const call = state.journal.open(request);
  const refused = await refuse(error, call, state);
  state.journal.close(call, refused);
  return refused;
}

/** An ApiError is an answer; any other exception is a bug, and so is a code that the endpoint's row does not list. */
function refuse(error: unknown, call: OpenCall, state: State): ApiResponse | Promise<ApiResponse> {
  const { endpoint } = call;
  if (isNoRoom(error)) return refuse(noRoomError(error), call, state);
  if (error instanceof ApiError && (endpoint === undefined || isListed(error, endpoint))) {
    call.error = error;
    call.outcome = error.code;
    return refusalOf(error, state);
  }
  const bug = error instanceof ApiError ? unlisted(error, endpoint) : error;
  state.journal.abandon(call, bug);
  throw bug;
}

/** assumed: no page says what happens where a service can store no more */
function noRoomError({ message, status }: NoRoom): ApiError {
  return new ApiError("validation_error", { status, detail: "there is no room for this", explanation: message });
}

function isListed({ code, status }: ApiError, name: EndpointName): boolean {
  return (
    status === 413 ||
    status === 421 ||
    status === 503 ||
    code === "too_many_requests" ||
    errorCodesOf(name).includes(code)
  );
}

function unlisted({ code }: ApiError, name: EndpointName | undefined): Error {
  return new Error(`${name}: answers ${code}, which its row in api/endpoints.ts does not list`);
}
