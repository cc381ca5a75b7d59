import { ApiError, type ErrorCode } from "../../api/errors.ts";
import { signatureHeader } from "../../api/signature.ts";
import { refusalOf, serialise, signed, signedByPolicy } from "../answers.ts";
import { json } from "../content-types.ts";
import { inCase } from "../delivery.ts";
import type { Call } from "../journal/call.ts";
import type { ApiResponse } from "../request.ts";
import type { State } from "../state.ts";
import type { FaultKind, RetryAfter } from "./kinds.ts";
import { answerOfOther, replayed } from "./other-answers.ts";
import { padded, respelled } from "./tampering-bodies.ts";
import {
  damageLicenseSignatures,
  dropLicenseSignatures,
  signByNextKey,
  signedOtherwise,
  signLicensesAsBefore,
} from "./tampering-signatures.ts";
import { type Tamper, travelling, withHeader } from "./workshop.ts";

/** What each kind of fault makes of an answer. Where the call did not happen, the answer is nothing to build on. */
export const tampering: { readonly [K in FaultKind]: Tamper<K> } = {
  error: (_answer, { code, status }, { fault, state }) => {
    const explanation = `asked for by fault ${fault.id}`;
    return refusalOf(new ApiError(code as ErrorCode, { explanation, ...(status !== undefined && { status }) }), state);
  },
  "too-many-requests": (_answer, fault, { call, state }) =>
    serverError(429, "too_many_requests", "Too many requests", state, retryAfter(fault, call)),
  "internal-server-error": (_answer, _fault, { state }) =>
    serverError(500, "internal_error", "The server failed", state),
  "bad-gateway": (_answer, _fault, { state }) => serverError(502, "bad_gateway", "Bad gateway", state),
  "service-unavailable": (_answer, fault, { call, state }) =>
    serverError(503, "service_unavailable", "Service unavailable", state, retryAfter(fault, call)),
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
  "other-key-signature": signedOtherwise("unknown-key"),
  "other-bytes-signature": async (answer, _fault, { state }) =>
    withHeader(answer, signatureHeader, await state.sign(`${answer.body} `)),
  "old-license-signature": signLicensesAsBefore,
  "stale-date": (answer, { minutes = 60 }, { call }) => withDate(answer, call.wallAt - minutes * 60_000),
  "future-date": (answer, { minutes = 60 }, { call }) => withDate(answer, call.wallAt + minutes * 60_000),
  redirect: (_answer, { status = 307, location }) => ({ status, headers: { Location: location }, body: "" }),
  replay: (answer, fault, workshop) => replayed(answer, fault, workshop),
  "answer-of": answerOfOther,
  "sha1-signature": signedOtherwise("sha1"),
  "pss-signature": signedOtherwise("pss"),
  "rotated-key-signature": signByNextKey,
  "damaged-license-signature": damageLicenseSignatures,
  "missing-license-signature": dropLicenseSignatures,
  "respelled-json": respelled,
  "large-body": async (answer, { bytes, compressed = false }, workshop) => {
    const large = await padded(answer, `"${"x".repeat(bytes)}"`, workshop);
    return compressed ? travelling(large, { gzip: true }) : large;
  },
  "deep-body": (answer, { depth }, workshop) => padded(answer, "[".repeat(depth) + "]".repeat(depth), workshop),
  "endless-body": (answer) => travelling(answer, { endless: true }),
  "other-header-case": ({ headers, ...answer }, { style = "upper" }) => {
    const renamed = Object.entries(headers).map(([name, value]) => [inCase(name, style), value]);
    return travelling({ ...answer, headers: Object.fromEntries(renamed) }, { headerCase: style });
  },
  "repeated-signature": async (answer, _fault, { state }) => {
    const right = answer.headers[signatureHeader];
    const both = [await state.sign(`${answer.body} `), ...(right === undefined ? [] : [right])].join(", ");
    return travelling(withHeader(answer, signatureHeader, both), { repeated: signatureHeader });
  },
};

/** A failure of the server or its proxy, in the API's form. assumed: clients go by the status; the codes are ours */
function serverError(status: number, code: string, message: string, state: State, more: object = {}) {
  return signedByPolicy(serialise(status, { status, code, message }, { ...json, ...more }), state);
}

/** Clients take the date from their own clock, which the mock's wall clock stands for, and not from the mock's time. */
function retryAfter(
  { retryAfterSeconds: seconds, retryAfterForm: form = "seconds" }: RetryAfter,
  { wallAt }: Call,
): object {
  if (seconds === undefined) return {};
  const value = form === "seconds" ? String(seconds) : new Date(wallAt + seconds * 1_000).toUTCString();
  return { "retry-after": value };
}

function withDate(answer: ApiResponse, instant: number): ApiResponse {
  return withHeader(answer, "date", new Date(instant).toUTCString());
}
