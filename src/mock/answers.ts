import type { ApiError } from "../api/errors.ts";
import { escaped } from "../api/printable.ts";
import { signatureHeader } from "../api/signature.ts";
import { json, text } from "./content-types.ts";
import type { ApiResponse } from "./request.ts";
import type { State } from "./state.ts";

/** Says to a balancer where a call belongs that came to another server. */
export const shardHeader = "X-Mock-Shard";

type Headers = Readonly<Record<string, string>>;

/** Carries why a call was refused, for the developer who made it. */
const explainHeader = "X-Mock-Explain";

/** What not every client takes in the value of a header. */
const notInHeaders = /[^\x20-\x7e]/g;

/** What an answer is signed with, and which answers are. */
type Signing = Pick<State, "sign" | "policy">;

/** An answer that is not signed yet: bare texts as they are, all else as JSON. Its body is final. */
export function serialise(status: number, output: unknown, headers?: Headers): ApiResponse {
  const isText = typeof output === "string";
  return { status, headers: headers ?? (isText ? text : json), body: isText ? output : JSON.stringify(output) };
}

/** An answer with the signature over its very bytes. */
export async function signed(answer: ApiResponse, { sign }: Pick<State, "sign">): Promise<ApiResponse> {
  const signature = sign(answer.body);
  const value = typeof signature === "string" ? signature : await signature;
  return { ...answer, headers: { ...answer.headers, [signatureHeader]: value } };
}

/**
 * An answer as it is sent: signed, unless it is an error, a bare text or an empty body under the policy
 * signedRefusals=false, as whether the service signs those is not known.
 */
export function signedByPolicy(answer: ApiResponse, signing: Signing): ApiResponse | Promise<ApiResponse> {
  const isPlain = answer.status === 200 && answer.headers["content-type"] !== text["content-type"];
  return signing.policy.signedRefusals || isPlain ? signed(answer, signing) : answer;
}

/** The answer of a refused call. */
export function refusalOf(error: ApiError, signing: Signing): ApiResponse | Promise<ApiResponse> {
  const { status, code, message, explanation, allow, retryAfter, shard } = error;
  const headers = {
    ...json,
    ...(allow !== undefined && { Allow: allow }),
    ...(retryAfter !== undefined && { "Retry-After": retryAfter }),
    ...(shard !== undefined && { [shardHeader]: shard }),
    ...(explanation !== undefined && { [explainHeader]: explanation.replace(notInHeaders, escaped) }),
  };
  return signedByPolicy(serialise(status, { status, code, message }, headers), signing);
}
