import { wallClock } from "../api/wall-clock.ts";
import { buildRequest } from "./build-request.ts";
import { createSender, type SendOptions } from "./send-request.ts";
import type { Target } from "./target.ts";

/** Codes that say that the credentials are wrong, whatever is asked. */
const refusals = [
  "invalid_api_key",
  "revoked_api_key",
  "signature_mismatch",
  "oauth_required",
  "oauth_token_expired",
  "oauth_token_malformed",
  "authorization_missing_params",
  "authorization_invalid_headers",
  "date_header_diff",
];

/**
 * Asks a target one harmless question, to tell a server that is down or does not let us in from one that breaks the
 * contract. Gives what is wrong, if anything.
 */
export async function preflight(target: Target, travel: SendOptions = {}): Promise<string | undefined> {
  const now = (travel.now ?? wallClock)();
  const request = buildRequest({ endpoint: "check-license", input: {} }, target, new Date(now));
  const answer = await createSender(travel)(request);
  if ("unanswered" in answer) {
    return `${target.baseUrl} cannot be reached: ${answer.unanswered.replaceAll("-", " ")}, ${answer.message}`;
  }
  const { code, message } = (answer.body ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code !== "string" || !refusals.includes(code)) return undefined;
  const explanation = answer.headers["x-mock-explain"];
  const why = explanation === undefined ? "" : ` (${explanation})`;
  return `${target.baseUrl} refuses the credentials: ${answer.status} ${code}, ${message}${why}`;
}
