import { toBase64 } from "../../api/base64.ts";
import { endpointRow } from "../../api/endpoints.ts";
import { ApiError, type ErrorCode } from "../../api/errors.ts";
import { signatureHeader } from "../../api/signature.ts";
import { refusalOf, serialise, signed, signedByPolicy } from "../answers.ts";
import { json } from "../content-types.ts";
import type { ApiResponse } from "../request.ts";
import { embedSignatures } from "../signing.ts";
import type { State } from "../state.ts";
import type { FaultKind, FaultOf } from "./kinds.ts";
import { answerOfOther, replayed } from "./other-answers.ts";
import { type Tamper, travelling, type Workshop, withHeader } from "./workshop.ts";

/** What each kind of fault makes of an answer. Where the call did not happen, the answer is nothing to build on. */
export const tampering: { readonly [K in FaultKind]: Tamper<K> } = {
  error: (_answer, { code, status }, { fault, state }) => {
    const explanation = `asked for by fault ${fault.id}`;
    return refusalOf(new ApiError(code as ErrorCode, { explanation, ...(status !== undefined && { status }) }), state);
  },
  "too-many-requests": (_answer, { retryAfterSeconds }, { state }) =>
    serverError(429, "too_many_requests", "Too many requests", retryAfterSeconds, state),
  "internal-server-error": (_answer, _fault, { state }) =>
    serverError(500, "internal_error", "The server failed", undefined, state),
  "bad-gateway": (_answer, _fault, { state }) => serverError(502, "bad_gateway", "Bad gateway", undefined, state),
  "service-unavailable": (_answer, { retryAfterSeconds }, { state }) =>
    serverError(503, "service_unavailable", "Service unavailable", retryAfterSeconds, state),
  "html-page": (_answer, { status = 502 }) => ({
    status,
    headers: { "content-type": "text/html; charset=utf-8" },
    body: `<!doctype html><html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>\n`,
  }),
  delay: (answer) => answer,
  "slow-body": (answer, { ms }) => travelling(answer, { slowMs: ms }),
  "refuse-connection": (answer) => travelling(answer, { cut: "refuse" }),
  "reset-before-answer": (answer) => travelling(answer, { cut: "before" }),
  "reset-in-answer": (answer) => travelling(answer, { cut: "in" }),
  "truncated-body": (answer) => travelling(answer, { cut: "truncate" }),
  "empty-body": ({ headers }) => ({ status: 200, headers: { ...json, ...headers }, body: "" }),
  "invalid-json": ({ status, body }, _fault, { state }) =>
    signed({ ...serialise(status, {}), body: `{${body}` }, state),
  "wrong-content-type": (answer, { contentType = "text/html" }) => withHeader(answer, "content-type", contentType),
  "missing-signature": ({ headers: { [signatureHeader]: _left, ...headers }, ...answer }) => ({ ...answer, headers }),
  "other-key-signature": async (answer) => withHeader(answer, signatureHeader, await signWithOtherKey(answer.body)),
  "other-bytes-signature": async (answer, _fault, { state }) =>
    withHeader(answer, signatureHeader, await state.sign(`${answer.body} `)),
  "old-license-signature": signLicensesAsBefore,
  "stale-date": (answer, { minutes = 60 }, { call }) => withDate(answer, call.wallAt - minutes * 60_000),
  "future-date": (answer, { minutes = 60 }, { call }) => withDate(answer, call.wallAt + minutes * 60_000),
  redirect: (_answer, { status = 307, location }) => ({ status, headers: { Location: location }, body: "" }),
  replay: (answer, fault, workshop) => replayed(answer, fault, workshop),
  "answer-of": answerOfOther,
};

/** A failure of the server or its proxy, in the API's form. assumed: clients go by the status; the codes are ours */
function serverError(
  status: number,
  code: string,
  message: string,
  retryAfterSeconds: number | undefined,
  state: State,
) {
  const headers = retryAfterSeconds === undefined ? json : { ...json, "retry-after": String(retryAfterSeconds) };
  return signedByPolicy(serialise(status, { status, code, message }, headers), state);
}

function withDate(answer: ApiResponse, instant: number): ApiResponse {
  return withHeader(answer, "date", new Date(instant).toUTCString());
}

/** As if the licenses were extended after they were signed: each shows its end, and is signed over an earlier one. */
async function signLicensesAsBefore(
  answer: ApiResponse,
  _fault: FaultOf<"old-license-signature">,
  { call, state }: Workshop,
): Promise<ApiResponse> {
  const isLicense = call.error === undefined && answer.headers["content-type"] === json["content-type"];
  if (!isLicense || call.endpoint === undefined) return answer; // a refusal holds none
  const output: unknown = JSON.parse(answer.body);
  await embedSignatures(endpointRow(call.endpoint), call.input ?? {}, output, state.sign, yearBefore);
  return signed(serialise(answer.status, output), state);
}

function yearBefore(validity: string | null): string {
  const end = validity === null ? Number.NaN : Date.parse(validity);
  return Number.isNaN(end) ? "2000-01-01T00:00:00.000Z" : new Date(end - 365 * 86_400_000).toISOString();
}

const rsa = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

let otherKey: Promise<CryptoKeyPair> | undefined;

/** A valid signature by a key that nobody trusts, in base64. The key is made when first needed, once a process. */
async function signWithOtherKey(text: string): Promise<string> {
  otherKey ??= crypto.subtle.generateKey(
    { ...rsa, modulusLength: 2_048, publicExponent: new Uint8Array([1, 0, 1]) },
    false,
    ["sign", "verify"],
  );
  const { privateKey } = await otherKey;
  return toBase64(new Uint8Array(await crypto.subtle.sign(rsa.name, privateKey, new TextEncoder().encode(text))));
}
