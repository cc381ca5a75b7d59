import type { ApiResponse } from "../request.ts";
import type { CustomerAccountRecord } from "../world/records.ts";

/** Field of the page's address that names the space, where it is not the main one. */
export const spaceField = "mock_space";

/** What a client asked for when it sent somebody to sign on. */
export interface SignOnRequest {
  readonly account: CustomerAccountRecord;
  /** Where the way back leads. */
  readonly target: string;
  /** Whether tokens are sent back in the fragment, in place of a code in the query. */
  readonly isImplicit: boolean;
  /** As it was sent. */
  readonly query: string;
  readonly state: string | null;
  readonly nonce: string | null;
}

/** The way back, with what came of it: in the query, or in the fragment where tokens were asked for. */
export function redirected({ target, isImplicit, state }: SignOnRequest, fields: Record<string, string>): ApiResponse {
  const back = new URL(target);
  const sent = new URLSearchParams({ ...fields, ...(state !== null && { state }) });
  if (isImplicit) back.hash = sent.toString();
  else for (const [name, value] of sent) back.searchParams.set(name, value);
  return { status: 302, headers: { location: back.href, "cache-control": "no-store" }, body: "" };
}
