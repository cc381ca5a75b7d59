import { readOfflineBody } from "../../api/offline-body.ts";
import { plainPath } from "../../api/plain-path.ts";
import { isTokenCall, tokenFields } from "../oauth.ts";
import { requireBodyText } from "../read-input.ts";
import type { ApiRequest } from "../request.ts";
import type { World } from "../world/world.ts";

/** What a call says about whose it is. */
export interface Credential {
  readonly kind: "apiKey" | "accessToken" | "clientId";
  readonly value: string;
}

/** Whether a world has a credential. */
export function hasCredential({ apiKeys, accessTokens, oauthClients }: World, { kind, value }: Credential): boolean {
  if (kind === "apiKey") return apiKeys.byKey(value) !== undefined;
  if (kind === "accessToken") return accessTokens.byToken(value) !== undefined;
  return oauthClients.byClientId(value) !== undefined;
}

/** All credentials that a world has. */
export function credentialsIn({ apiKeys, accessTokens, oauthClients }: World): Credential[] {
  return [
    ...[...apiKeys.all()].map(({ apiKey }) => ({ kind: "apiKey", value: apiKey }) as const),
    ...[...accessTokens.all()].map(({ token }) => ({ kind: "accessToken", value: token }) as const),
    ...[...oauthClients.all()].map(({ clientId }) => ({ kind: "clientId", value: clientId }) as const),
  ];
}

/** A credential in one text. */
export function credentialName({ kind, value }: Credential): string {
  return `${kind} ${value}`;
}

/**
 * The credential of a call: the API key or access token of its Authorization header, the client's id where a token is
 * asked for, what an offline request has in its body. It is read, not judged: whether it holds is for the pipeline.
 */
export function credentialOf(request: ApiRequest): Credential | undefined {
  if (isTokenCall(request)) return credential("clientId", tokenFields(request).client_id);
  const authorization = request.headers("authorization");
  if (authorization === undefined) return isOffline(request) ? offlineCredential(request) : undefined;
  if (/^Bearer /i.test(authorization)) return credential("accessToken", authorization.slice(7).trim());
  return credential("apiKey", /(?:^|[\s,])apikey="([^"]*)"/i.exec(authorization)?.[1]);
}

function credential(kind: Credential["kind"], value: unknown): Credential | undefined {
  return typeof value === "string" && value !== "" ? { kind, value } : undefined;
}

function isOffline({ method, path }: ApiRequest): boolean {
  return method === "POST" && /_offline\/*$/.test(path) && plainPath(path).startsWith("/api/v4/");
}

function offlineCredential(request: ApiRequest): Credential | undefined {
  try {
    const { api_key, client_id } = readOfflineBody(
      requireBodyText(request.body),
      request.headers("content-type"),
    ).payload;
    return credential("apiKey", api_key) ?? credential("clientId", client_id);
  } catch {
    return undefined; // what cannot be read is refused by the main space, in the API's words
  }
}
