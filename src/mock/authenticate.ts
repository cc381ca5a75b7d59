import {
  type AuthorizationParameters,
  readAuthorization,
  readDateHeader,
  signingString,
} from "../api/authorization.ts";
import { ApiError } from "../api/errors.ts";
import type { Policies } from "../api/policies.ts";
import type { Caller } from "./behaviour.ts";
import type { BoundedMap } from "./caches/bounded-map.ts";
import { explainMismatch, explainSkew } from "./explain-signature.ts";
import type { GiveReason } from "./journal/reasons.ts";
import { requireTokenCaller } from "./oauth.ts";
import type { ApiRequest } from "./request.ts";
import type { ApiKeyRecord } from "./world/records.ts";
import type { World } from "./world/world.ts";

/**
 * How strictly calls are authorized. `verify`: as the service does. `headers`: both headers must be there, nothing more.
 * `auto`: verified where both headers are there, let through otherwise, since pages cannot send a Date header. `off`:
 * not at all. Where no key is read, the world's first key calls.
 */
export type AuthMode = "verify" | "headers" | "auto" | "off";

/** What authorizing a call takes. */
export interface Authentication {
  readonly mode: AuthMode;
  readonly world: World;
  readonly policy: Policies;
  /** What Authorization headers proved before. */
  readonly proofs: BoundedMap<Proved>;
  /** The mock's time, by which access tokens expire. */
  readonly now: number;
  /** The wall clock's time, not the mock's: moving the mock's time must not lock real clients out. */
  readonly wallNow: number;
  hmac(key: string, text: string): string;
  /** Name of the space that has an API key, undefined where none has. */
  ownerOfKey(apiKey: string): string | undefined;
  note(finding: string): void;
  readonly because: GiveReason;
}

/** What an Authorization header proved: that it signs this date, sent at this time, by this version of a key. */
export interface Proved {
  readonly date: string;
  readonly sentAt: number;
  readonly key: ApiKeyRecord;
  readonly caller: Caller;
}

/**
 * Who calls.
 *
 * @throws missing_headers, authorization_invalid_headers, authorization_missing_params, hmac_required,
 * date_header_invalid, date_header_diff, oauth_token_malformed, oauth_token_expired, invalid_api_key, revoked_api_key,
 * signature_mismatch, oauth_required, read_only_api_key
 */
export function authenticate(request: ApiRequest, authentication: Authentication): Caller {
  const { mode, note, because } = authentication;
  if (mode === "off") return unproved(authentication);
  const date = request.headers("date");
  const authorization = request.headers("authorization");
  if (date === undefined || authorization === undefined) {
    const missing = [date === undefined ? "Date" : "", authorization === undefined ? "Authorization" : ""];
    const detail = missing.filter(Boolean).join(", ");
    if (mode === "auto") {
      note(`${detail}: missing, let through by auth mode "auto"`);
      return unproved(authentication);
    }
    throw new ApiError("missing_headers", {
      detail,
      explanation:
        'every call needs both headers; pages cannot send a Date header, auth mode "auto" lets their calls through',
    });
  }
  if (mode === "headers") return unproved(authentication);
  const proved = authentication.proofs.get(authorization);
  if (!proved && /^Bearer /i.test(authorization)) {
    requireFreshDate(date, authentication);
    const caller = requireTokenCaller(authorization.slice(7).trim(), authentication);
    because`authorized by an access token (${mode})`;
    return caller;
  }
  const isKnown = proved?.date === date && isCurrent(proved.key, authentication.world);
  if (isKnown) requireNear(date, proved.sentAt, authentication);
  const { key, caller } = isKnown ? proved : prove(date, authorization, authentication);
  if (authentication.world.companies.get(key.companyId)?.oauthRequired) throw new ApiError("oauth_required");
  if (request.method === "POST" && key.readOnly) throw new ApiError("read_only_api_key");
  because`authorized as API key ${key.apiKey.slice(0, 8)}… (${mode})`;
  return caller;
}

/** Whether a key is still the version that it was. */
function isCurrent(key: ApiKeyRecord, { apiKeys }: World): boolean {
  return apiKeys.byKey(key.apiKey) === key;
}

function prove(date: string, authorization: string, authentication: Authentication): Proved {
  const { world, policy, proofs, hmac } = authentication;
  const parameters = requireParameters(authorization, policy);
  const sentAt = requireFreshDate(date, authentication);
  const key = world.apiKeys.byKey(parameters.apikey as string);
  if (!key) throw unknownKey(parameters.apikey as string, authentication);
  if (key.revoked) throw new ApiError("revoked_api_key");
  const { signature } = parameters;
  if (signature !== undefined && signature !== hmac(key.sharedKey, signingString(date))) {
    const explanation = explainMismatch({ date, signature, key, world, hmac });
    throw new ApiError("signature_mismatch", { explanation, status: policy.signatureMismatchStatus });
  }
  const proved = { date, sentAt, key, caller: callerOf(key, "api-key") };
  proofs.set(authorization, proved);
  return proved;
}

function unknownKey(apiKey: string, { ownerOfKey }: Authentication): ApiError {
  const owner = ownerOfKey(apiKey);
  const hint = owner === undefined ? "" : `; it is a key of the space ${owner}`;
  return new ApiError("invalid_api_key", { explanation: `the world has no API key ${apiKey}${hint}` });
}

function requireParameters(authorization: string, policy: Policies): AuthorizationParameters {
  const parameters = readAuthorization(authorization);
  if (!parameters) {
    throw new ApiError("authorization_invalid_headers", {
      explanation: 'expected name="value" pairs with commas between',
    });
  }
  if (parameters.headers !== undefined && parameters.headers.toLowerCase() !== "date") {
    throw new ApiError("authorization_invalid_headers", {
      explanation: `the parameter headers must be "date", found "${parameters.headers}"`,
    });
  }
  const isUnsigned = policy.unsigned === "accept" && parameters.signature === undefined;
  const needed = isUnsigned ? (["apikey"] as const) : (["algorithm", "headers", "signature", "apikey"] as const);
  const missing = needed.filter((name) => !parameters[name]);
  if (missing.length > 0) throw new ApiError("authorization_missing_params", { detail: missing.join(", ") });
  if (!isUnsigned && parameters.algorithm?.toLowerCase() !== "hmac-sha256") {
    throw new ApiError("hmac_required", { explanation: `found the algorithm "${parameters.algorithm}"` });
  }
  return parameters;
}

/** Reads the date leniently, as the service does; the signature still covers the header to the letter. */
function requireFreshDate(date: string, authentication: Authentication): number {
  const sentAt = readDateHeader(date);
  if (Number.isNaN(sentAt)) {
    throw new ApiError("date_header_invalid", {
      explanation: `expected a date like ${new Date(authentication.wallNow).toUTCString()}, found ${date}`,
    });
  }
  requireNear(date, sentAt, authentication);
  return sentAt;
}

/** How old a date may be is documented, how far ahead is not. */
function requireNear(date: string, sentAt: number, { policy, wallNow }: Authentication): void {
  if (policy.dateAhead === "any" && sentAt > wallNow) return;
  if (Math.abs(sentAt - wallNow) > policy.dateSkewMinutes * 60_000) {
    throw new ApiError("date_header_diff", { explanation: explainSkew(date, sentAt, wallNow, policy.dateSkewMinutes) });
  }
}

/** Who calls where no key is read: the world's first key. */
export function defaultCaller(world: World): Caller {
  return callerOf(defaultKey(world), "none");
}

function unproved({ world, mode, because }: Authentication): Caller {
  const caller = defaultCaller(world);
  because`nobody was authorized, taken for API key ${caller.apiKey?.slice(0, 8)}… (${mode})`;
  return caller;
}

function defaultKey(world: World): ApiKeyRecord {
  return world.apiKeys.all().next().value as ApiKeyRecord;
}

function callerOf({ companyId, products, apiKey }: ApiKeyRecord, proof: Caller["proof"]): Caller {
  return { proof, apiKey, companyId, products };
}
