import { ApiError } from "../api/errors.ts";
import { plainPath } from "../api/plain-path.ts";
import { validate } from "../api/validate.ts";
import { encodeText } from "../api/write-offline-request.ts";
import type { OauthTokenError, OauthTokenResponse } from "../generated/types.ts";
import type { Caller, Scope } from "./behaviour.ts";
import { json } from "./content-types.ts";
import type { ApiRequest, ApiResponse } from "./request.ts";
import type { Instant, OAuthClientRecord } from "./world/records.ts";
import type { World } from "./world/world.ts";

/** Where tokens are given out, on the same server as the API. documented: OAuth authorization (the host differs) */
export const tokenPath = "/realms/user-portal/protocol/openid-connect/token";

/** Whether a request asks for a token. */
export function isTokenCall({ method, path }: ApiRequest): boolean {
  return method === "POST" && plainPath(path) === tokenPath;
}

const lifetimeSeconds = 480;

/** A real token says itself that it is over. One that was given out here is known as long as anybody is likely to ask. */
const rememberedMs = 2 * 3_600_000;

/**
 * The caller behind an access token.
 *
 * @throws oauth_token_malformed for a token that was not given out here, oauth_token_expired. assumed: observed is only
 * that clients renew their token on these codes
 */
export function requireTokenCaller(token: string, { world, now }: { world: World; now: Instant }): Caller {
  const found = world.accessTokens.byToken(token);
  const client = found && world.oauthClients.get(found.clientId);
  if (!found || !client)
    throw new ApiError("oauth_token_malformed", { explanation: "this token was not given out here" });
  if (found.expiresAt <= now) {
    throw new ApiError("oauth_token_expired", {
      explanation: `it expired at ${new Date(found.expiresAt).toISOString()}`,
    });
  }
  const scope = scopeOf(client);
  return { proof: "token", companyId: client.companyId, products: null, ...(scope && { scope }) };
}

function scopeOf({ licenseKey, customerId, customerAccountId }: OAuthClientRecord): Scope | undefined {
  if (licenseKey !== null) return { kind: "license", licenseKey };
  if (customerId !== null) return { kind: "customer", id: customerId };
  return customerAccountId === null ? undefined : { kind: "customer-account", id: customerAccountId };
}

/** OAuth's own bodies, neither signed nor in the API's error form. */
interface TokenBody {
  readonly status: 200 | 400 | 401;
  readonly body: OauthTokenResponse | OauthTokenError;
}

/** What giving out a token takes. */
export interface TokenContext {
  readonly world: World;
  readonly now: Instant;
  hmac(key: string, text: string): string;
}

/** The answer to a request for a token, which caches are not to keep. */
export function tokenAnswer(request: ApiRequest, office: TokenContext): ApiResponse {
  const { status, body } = answerToken(request, office);
  return { status, headers: { ...json, "cache-control": "no-store" }, body: JSON.stringify(body) };
}

/**
 * Gives out an access token for a client's id and secret, sent as a form or by HTTP Basic. A rotated secret works until
 * the end of its grace. documented: OAuth authorization (Basic: assumed)
 */
function answerToken(request: ApiRequest, office: TokenContext): TokenBody {
  const fields = tokenFields(request);
  if (fields.grant_type !== "client_credentials") {
    const error = fields.grant_type === undefined ? "invalid_request" : "unsupported_grant_type";
    return { status: 400, body: { error, error_description: "grant_type must be client_credentials" } };
  }
  const client = office.world.oauthClients.byClientId(fields.client_id ?? "");
  if (validate("oauth-token.request", fields).some(({ kind }) => kind !== "undocumented") || !client)
    return unknownClient;
  if (!isSecret(fields.client_secret ?? "", client, office.now)) return unknownClient;
  return { status: 200, body: giveToken(client, office) };
}

/** The fields of a request for a token: those of its form, and id and secret by HTTP Basic. */
export function tokenFields({ headers, body }: ApiRequest): Readonly<Record<string, string>> {
  const form = Object.fromEntries(new URLSearchParams(typeof body === "string" ? body : ""));
  return { ...basicCredentials(headers("authorization")), ...form };
}

const unknownClient: TokenBody = {
  status: 401,
  body: { error: "invalid_client", error_description: "Invalid client or invalid client credentials" },
};

function basicCredentials(authorization = ""): Record<string, string> {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization) ?? [];
  if (encoded === undefined) return {};
  try {
    const [, client_id = "", client_secret = ""] = /^([^:]*):(.*)$/s.exec(atob(encoded)) ?? [];
    return { client_id, client_secret };
  } catch {
    return {};
  }
}

/** Whether a secret is a client's own, or its last one while that still works. */
export function isSecret(secret: string, client: OAuthClientRecord, now: Instant): boolean {
  if (secret === client.clientSecret) return true;
  return secret === client.previousSecret && client.previousSecretUntil !== null && now < client.previousSecretUntil;
}

/** A token that looks like those of real servers: a JWT, which nobody but this server can read anything into. */
function giveToken(client: OAuthClientRecord, { world, now, hmac }: TokenContext): OauthTokenResponse {
  return world.transact(() => {
    for (const old of world.accessTokens.byClient(client.id)) {
      if (old.expiresAt <= now - rememberedMs) world.accessTokens.remove(old);
    }
    const id = world.nextId();
    const seconds = Math.floor(now / 1_000);
    const claims = { jti: String(id), azp: client.clientId, iat: seconds, exp: seconds + lifetimeSeconds };
    const content = jwtContent("HS256", claims);
    const token = `${content}.${base64Url(hmac(client.clientSecret, content))}`;
    world.accessTokens.add({ id, clientId: client.id, token, expiresAt: now + lifetimeSeconds * 1_000 });
    return {
      access_token: token,
      expires_in: lifetimeSeconds,
      refresh_expires_in: 0,
      token_type: "Bearer",
      "not-before-policy": 0,
      scope: "profile email",
    };
  });
}

/** Head and claims of a JWT, as they are signed. */
export function jwtContent(alg: "HS256" | "RS256", claims: object): string {
  return [{ alg, typ: "JWT" }, claims].map((part) => base64Url(encodeText(JSON.stringify(part)))).join(".");
}

/** Base64 as JWTs have it. */
export function base64Url(base64: string): string {
  return base64.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
