import type { ApiError } from "../api/errors.ts";
import { signatureHeader } from "../api/signature.ts";
import type { ApiResponse } from "./request.ts";
import type { State } from "./state.ts";

type Headers = Readonly<Record<string, string>>;

/** Headers of an answer in JSON. */
export const json: Headers = { "content-type": "application/json; charset=utf-8" };
/** Headers of an answer that is a bare text. */
export const text: Headers = { "content-type": "text/plain; charset=utf-8" };

/** Carries why a call was refused, for the developer who made it. */
const explainHeader = "X-Mock-Explain";

/** What an answer is signed with, and which answers are. */
type Signing = Pick<State, "sign" | "policy">;

/**
 * An answer: texts as they are, all else as JSON. It carries the signature over its very bytes, which errors, bare texts
 * and empty bodies do not under the policy signedRefusals=false: whether the service signs those is not known.
 */
export async function answerOf(
  status: number,
  headers: Headers,
  output: unknown,
  signing: Signing,
): Promise<ApiResponse> {
  if (signing.policy.signedRefusals || (status === 200 && typeof output !== "string")) {
    return signed(status, headers, output, signing);
  }
  return { status, headers, body: bodyOf(output) };
}

/** An answer with the signature over its very bytes. */
export async function signed(
  status: number,
  headers: Headers,
  output: unknown,
  { sign }: Pick<State, "sign">,
): Promise<ApiResponse> {
  const body = bodyOf(output);
  const signature = sign(body);
  const value = typeof signature === "string" ? signature : await signature;
  return { status, headers: { ...headers, [signatureHeader]: value }, body };
}

/** The answer of a refused call. */
export function refusal(error: ApiError, signing: Signing): Promise<ApiResponse> {
  const { status, code, message, explanation } = error;
  const headers = explanation === undefined ? json : { ...json, [explainHeader]: headerText(explanation) };
  return answerOf(status, headers, { status, code, message }, signing);
}

function bodyOf(output: unknown): string {
  return typeof output === "string" ? output : JSON.stringify(output);
}

/** A text that fits into a header. */
function headerText(explanation: string): string {
  return explanation.replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
