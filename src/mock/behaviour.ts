import type { EndpointName } from "../api/endpoints.ts";
import type { Policies } from "../api/policies.ts";
import type { Requests, Responses } from "../generated/types.ts";
import type { GiveReason } from "./journal/reasons.ts";
import type { Instant } from "./world/records.ts";
import type { World } from "./world/world.ts";

/** Who calls, and what they may see. */
export interface Caller {
  /** What proved who it is; `none` where nobody asked. */
  readonly proof: "api-key" | "token" | "none";
  /** The API key that was proved, or is assumed; undefined behind a token. */
  readonly apiKey?: string;
  readonly companyId: number;
  /** Codes of the products that the API key is limited to, null for all. */
  readonly products: readonly string[] | null;
  /** What the OAuth client is limited to, undefined for the whole company. */
  readonly scope?: Scope;
}

/** The narrowest thing that an OAuth client may see. */
export type Scope =
  | { readonly kind: "customer-account"; readonly id: number }
  | { readonly kind: "customer"; readonly id: number }
  | { readonly kind: "license"; readonly licenseKey: string };

/** What a behaviour works with. Time, ids and policies come from here and from nowhere else. */
export interface Context {
  readonly world: World;
  /** The mock's time. What comes of it is true for this call alone: to compare, ask `hasCome`. */
  readonly now: Instant;
  /** Whether a moment has come, by the mock's time. */
  hasCome(moment: Instant): boolean;
  readonly caller: Caller;
  readonly policy: Policies;
  /** Address that the caller reached this server by, without a slash at its end. */
  readonly origin: string;
  /** Name of the space, undefined for the main one. */
  readonly space: string | undefined;
  /** HMAC-SHA256 of a text under a key, base64. */
  hmac(key: string, text: string): string;
  /** Leaves a remark for the journal: something odd that is not worth an error. */
  note(finding: string): void;
  /** Leaves a reason for the journal: a rule that was judged and held. */
  readonly because: GiveReason;
}

/** A request that was read: required fields are there and have their types; identification is not judged yet. */
export type Input<E extends EndpointName> = Requests[E];

/** What an endpoint answers. Signatures inside it are placeholders. */
export type Output<E extends EndpointName> = Responses[E];

/**
 * What one endpoint does: from input and world to an answer, without waiting and without writing to a response.
 *
 * @throws ApiError where the call is refused; everything it changed is then taken back.
 */
export type Behaviour<E extends EndpointName> = (input: Input<E>, context: Context) => Output<E>;

/** Stands where a signature will be once the answer is complete. */
export const signaturePlaceholder = "AA==";
