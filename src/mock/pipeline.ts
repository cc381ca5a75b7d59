import { type EndpointName, endpointRow, errorCodesOf } from "../api/endpoints.ts";
import { ApiError } from "../api/errors.ts";
import { matchEndpoint } from "../api/match.ts";
import { signatureHeader } from "../api/signature.ts";
import { isValid, validate } from "../api/validate.ts";
import { authenticate } from "./authenticate.ts";
import type { Behaviour, Context } from "./behaviour.ts";
import { behaviours } from "./endpoints/index.ts";
import { draftOf } from "./finished.ts";
import { answerToken, isTokenCall } from "./oauth.ts";
import { readOfflineInput } from "./offline/read.ts";
import { readInput } from "./read.ts";
import type { ApiRequest, ApiResponse } from "./request.ts";
import { embedSignatures } from "./signing.ts";
import type { State } from "./state.ts";

/**
 * A request's whole life, one way: match, authenticate, read, behave, check, embed, serialise, sign. Steps 1 to 5 run
 * in one go and behave and check are one transaction, so two requests never interleave and a refused call changes
 * nothing. Nothing after step 7 touches the text.
 */
export async function answer(request: ApiRequest, state: State): Promise<ApiResponse> {
  const findings: string[] = [];
  const note = (finding: string) => void (findings.length < mostFindings && findings.push(finding.slice(0, 200)));
  let name: EndpointName | undefined;
  try {
    if (typeof request.body !== "string" && request.body.unreadable === "too_large") throw tooLarge();
    if (isTokenCall(request)) return tokenResponse(request, state);
    // 1 match
    name = matchEndpoint(request);
    const row = endpointRow(name);
    noteHeaders(request, note);
    // 2 authenticate
    const caller = row.auth === "none" ? state.stranger() : authenticate(request, { ...state.authentication(), note });
    // 3 read
    const context: Context = { ...state.surroundings(request), caller, note };
    const input = row.body === "offline" ? readOfflineInput(name, request, context) : readInput(name, request, context);
    // 4 behave, 5 check
    const { output, draft, finished } = state.world.transact(() => behave(name as EndpointName, input, context, state));
    state.record(request, { endpoint: name, findings });
    if (finished) return finished;
    // 6 embed
    await embedSignatures(row, input, output, state.sign);
    // 7 serialise, 8 sign
    const answer = await signed(200, typeof output === "string" ? text : json, output, state);
    if (draft !== undefined) state.finished.set(draft, answer);
    return answer;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    state.record(request, { endpoint: name, findings, error });
    return refusal(name === undefined ? error : requireListed(error, name), state);
  }
}

/** Headers that some pages require and others recommend; the service takes calls without them. */
function noteHeaders({ method, headers }: ApiRequest, note: (finding: string) => void): void {
  if (headers("accept") === undefined) note("Accept: missing");
  if (method === "POST" && headers("content-type") === undefined) note("Content-Type: missing");
}

/** The answer of a refused call, signed like every other. */
export function refusal(error: ApiError, state: State): Promise<ApiResponse> {
  const { status, code, message, explanation } = error;
  const headers = explanation === undefined ? json : { ...json, [explainHeader]: headerText(explanation) };
  return signed(status, headers, { status, code, message }, state);
}

/** Tokens are given out beside the API: OAuth's own bodies, unsigned, and not to be kept by caches. */
function tokenResponse(request: ApiRequest, state: State): ApiResponse {
  const { status, body } = answerToken(request, state.authentication());
  state.record(request, { endpoint: undefined, findings: [], status });
  return { status, headers: { ...json, "cache-control": "no-store" }, body: JSON.stringify(body) };
}

/** What came of a call. Queries have a draft, and where it came before, the finished answer. */
interface Behaved {
  readonly output: unknown;
  readonly draft: string | undefined;
  readonly finished: ApiResponse | undefined;
}

function behave(name: EndpointName, input: object, context: Context, state: State): Behaved {
  const output = (behaviours[name] as Behaviour<EndpointName>)(input as never, context);
  const draft = endpointRow(name).method === "GET" ? draftOf(name, input, output) : undefined;
  const finished = draft === undefined ? undefined : state.finished.get(draft);
  if (finished || isValid(`${name}.response`, output)) return { output, draft, finished };
  const [finding] = validate(`${name}.response`, output);
  throw new Error(`${name}: the answer breaks its schema at ${finding?.path || "/"}: ${finding?.message}`);
}

/** An endpoint that answers a code which its row does not list is a bug of this mock. */
function requireListed(error: ApiError, name: EndpointName): ApiError {
  if (errorCodesOf(name).includes(error.code) || error.status === 413) return error;
  throw new Error(`${name}: answers ${error.code}, which its row in api/endpoints.ts does not list`);
}

async function signed(status: number, type: Headers, output: unknown, state: State): Promise<ApiResponse> {
  const body = typeof output === "string" ? output : JSON.stringify(output);
  const signature = state.sign(body);
  const value = typeof signature === "string" ? signature : await signature;
  return { status, headers: { ...type, [signatureHeader]: value }, body };
}

type Headers = Readonly<Record<string, string>>;
const json: Headers = { "content-type": "application/json; charset=utf-8" };
const text: Headers = { "content-type": "text/plain; charset=utf-8" };

/** A request is not worth more remarks than a person reads. */
const mostFindings = 40;

/** Carries why a call was refused, for the developer who made it. */
const explainHeader = "X-Mock-Explain";

/** A text that fits into a header. */
function headerText(explanation: string): string {
  return explanation.replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function tooLarge(): ApiError {
  return new ApiError("validation_error", { status: 413, detail: "the body is over 1 MiB" });
}
