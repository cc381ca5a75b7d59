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

/** An answer with the signature over its very bytes: texts as they are, all else as JSON. */
export async function signed(
  status: number,
  headers: Headers,
  output: unknown,
  { sign }: Pick<State, "sign">,
): Promise<ApiResponse> {
  const body = typeof output === "string" ? output : JSON.stringify(output);
  const signature = sign(body);
  const value = typeof signature === "string" ? signature : await signature;
  return { status, headers: { ...headers, [signatureHeader]: value }, body };
}

/** The answer of a refused call, signed like every other. */
export function refusal(error: ApiError, state: Pick<State, "sign">): Promise<ApiResponse> {
  const { status, code, message, explanation } = error;
  const headers = explanation === undefined ? json : { ...json, [explainHeader]: headerText(explanation) };
  return signed(status, headers, { status, code, message }, state);
}

/** A text that fits into a header. */
function headerText(explanation: string): string {
  return explanation.replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
