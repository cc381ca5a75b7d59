import { type EndpointName, endpointRow, errorCodesOf } from "../api/endpoints.ts";
import { ApiError } from "../api/errors.ts";
import { matchEndpoint } from "../api/match.ts";
import type { Policies } from "../api/policies.ts";
import { answerOf, json, refusal, text } from "./answers.ts";
import { authenticate } from "./authenticate.ts";
import { becauseInto } from "./because.ts";
import type { Behaviour, Caller, Context } from "./behaviour.ts";
import { draftOf } from "./caches/draft.ts";
import { openTrace, type Trace } from "./caches/trace.ts";
import { breachOf } from "./check-answer.ts";
import { behaviours } from "./endpoints/index.ts";
import { fail, isPrevented, noAnswer } from "./faults/fail.ts";
import { type Call, noteInto } from "./journal/call.ts";
import { answerToken, isTokenCall } from "./oauth.ts";
import { readOfflineInput } from "./offline/read.ts";
import { readInput } from "./read.ts";
import type { ApiRequest, ApiResponse } from "./request.ts";
import { embedSignatures } from "./signing.ts";
import type { Remarks, State } from "./state.ts";

/**
 * A request's whole life, one way: match, authenticate, read, behave, check, embed, serialise, sign. Steps 1 to 5 run
 * in one go and behave and check are one transaction, so two requests never interleave and a refused call changes
 * nothing. Nothing after step 7 touches the text. A query whose answer still holds has the same one again after step 2.
 */
export async function answer(request: ApiRequest, state: State): Promise<ApiResponse> {
  const call = state.journal.open(request);
  let answered: ApiResponse;
  try {
    const { finished, output, draft, trace } = judge(call, state);
    answered = finished ?? (await finish(output, draft, call, state));
    if (trace) state.caches.repeats.keep(call, trace, answered);
  } catch (error) {
    befall(call, state);
    answered = await refuse(error, call, state);
  }
  if (call.failure) answered = await fail(answered, call.failure, call, state);
  state.journal.close(call, answered);
  return answered;
}

/** What came of a call. Queries have a draft, and where it came before, the finished answer. */
interface Judged {
  readonly output?: unknown;
  readonly draft?: string | undefined;
  readonly finished?: ApiResponse | undefined;
  /** What a query's answer rests on. */
  readonly trace?: Trace;
}

function judge(call: Call, state: State): Judged {
  const { request } = call;
  const remarks = { note: noteInto(call), because: becauseInto(call.reasons) };
  if (typeof request.body !== "string" && request.body.unreadable === "too_large") throw tooLarge();
  if (isTokenCall(request)) return { finished: tokenResponse(call, remarks, state) };
  // 1 match
  const name = matchEndpoint(request);
  const row = endpointRow(name);
  call.endpoint = name;
  judgeHeaders(request, row.auth === "none" ? "authorization" : state.policy.requiredHeaders, remarks.note);
  // 2 authenticate
  call.caller = row.auth === "none" ? state.stranger() : authenticate(request, state.authentication(call, remarks));
  const isQuery = row.method === "GET" && state.tweaks.isEmpty;
  const again = isQuery ? state.caches.repeats.recall(call) : undefined;
  if (!again) return judgeAnew(name, isQuery, call, remarks, state);
  const isLost = isPrevented(befall(call, state));
  if (!isLost) call.outcome = "ok";
  return { finished: isLost ? noAnswer : again };
}

function judgeAnew(name: EndpointName, isQuery: boolean, call: Call, remarks: Remarks, state: State): Judged {
  const { request } = call;
  const row = endpointRow(name);
  // 3 read
  const trace = openTrace(call);
  const context = state.surroundings(call, call.caller as Caller, remarks, trace);
  call.input = row.body === "offline" ? readOfflineInput(name, request, context) : readInput(name, request, context);
  if (isPrevented(befall(call, state))) return { finished: noAnswer };
  // 4 behave, 5 check
  const judged = state.world.transact(() => behave(name, context, call, state), isQuery ? trace.readings : undefined);
  call.outcome = "ok";
  return isQuery ? { ...judged, trace } : judged;
}

async function finish(output: unknown, draft: string | undefined, call: Call, state: State): Promise<ApiResponse> {
  // 6 embed
  await embedSignatures(endpointRow(call.endpoint as EndpointName), call.input as object, output, state.sign);
  // 7 serialise, 8 sign
  const answer = await answerOf(200, typeof output === "string" ? text : json, output, state);
  if (draft !== undefined) state.caches.finished.set(draft, answer);
  return answer;
}

/** Asks once what befalls a call on purpose: before it happens, or where it was refused before that. */
function befall(call: Call, { faults }: State): Call["failure"] {
  if (call.failure === undefined) call.failure = faults.isEmpty ? null : (faults.choose(call) ?? null);
  return call.failure;
}

/** An ApiError is an answer; any other exception is a bug. */
function refuse(error: unknown, call: Call, state: State): Promise<ApiResponse> {
  if (!(error instanceof ApiError) || !isListed(error, call.endpoint)) {
    const bug = error instanceof ApiError ? unlisted(error, call.endpoint) : error;
    state.journal.abandon(call, bug);
    throw bug;
  }
  call.error = error;
  call.outcome = error.code;
  return refusal(error, state);
}

/**
 * Headers that some pages require and others recommend: without them a call is taken with a remark, or refused where the
 * policy says so.
 *
 * @throws missing_headers (policy)
 */
function judgeHeaders(
  { method, headers }: ApiRequest,
  required: Policies["requiredHeaders"],
  note: (finding: string) => void,
): void {
  const missing = headers("accept") === undefined ? ["Accept"] : [];
  if (method === "POST" && headers("content-type") === undefined) missing.push("Content-Type");
  if (missing.length === 0) return;
  if (required === "all") {
    throw new ApiError("missing_headers", { detail: missing.join(", "), explanation: "policy requiredHeaders=all" });
  }
  for (const name of missing) note(`${name}: missing`);
}

/** Refuses a call before its life begins: it reached no space that could answer it. */
export async function refuseCall(request: ApiRequest, error: ApiError, state: State): Promise<ApiResponse> {
  const call = state.journal.open(request);
  call.error = error;
  call.outcome = error.code;
  const refused = await refusal(error, state);
  state.journal.close(call, refused);
  return refused;
}

/** Tokens are given out beside the API: OAuth's own bodies, unsigned, and not to be kept by caches. */
function tokenResponse(call: Call, remarks: Remarks, state: State): ApiResponse {
  const { status, body } = answerToken(call.request, state.authentication(call, remarks));
  call.outcome = "ok";
  return { status, headers: { ...json, "cache-control": "no-store" }, body: JSON.stringify(body) };
}

function behave(name: EndpointName, context: Context, call: Call, state: State): Judged {
  const input = call.input as object;
  let output: unknown = (behaviours[name] as Behaviour<EndpointName>)(input as never, context);
  if (!state.tweaks.isEmpty) {
    const tweaked = state.tweaks.apply(output, call);
    if (tweaked.isUnchecked) return { output: tweaked.output };
    output = tweaked.output;
  }
  const draft = endpointRow(name).method === "GET" ? draftOf(name, input, output) : undefined;
  const finished = draft === undefined ? undefined : state.caches.finished.get(draft);
  const breach = finished ? undefined : breachOf(name, output, context.policy.dialect);
  if (!breach) return { output, draft, finished };
  throw new Error(`${name}: the answer breaks its schema at ${breach.path || "/"}: ${breach.message}`);
}

function isListed({ code, status }: ApiError, name: EndpointName | undefined): boolean {
  return name === undefined || status === 413 || errorCodesOf(name).includes(code);
}

/** An endpoint that answers a code which its row does not list is a bug of this mock. */
function unlisted({ code }: ApiError, name: EndpointName | undefined): Error {
  return new Error(`${name}: answers ${code}, which its row in api/endpoints.ts does not list`);
}

function tooLarge(): ApiError {
  return new ApiError("validation_error", { status: 413, detail: "the body is over 1 MiB" });
}
