import { authorize, type Credentials } from "../api/authorization.ts";
import { endpointRow } from "../api/endpoints.ts";
import type { CaseRequest, EncodedPayload, UnsignedPayload } from "./case.ts";
import { flatOffline } from "./encode-offline-request.ts";
import type { Target } from "./target.ts";

/** Why a request cannot be made for a target. */
export const needsApiKey = "it needs an API key with its shared key, and the target file has an access token only";

/** Whether a request can be made with a target's credentials: wrong API keys and offline files need a right one. */
export function isPossible({ endpoint, authorize: sign }: CaseRequest, { credentials }: Target): boolean {
  return "apiKey" in credentials || (sign === undefined && endpointRow(endpoint).body !== "offline");
}

/** A case's request as it is sent, signed as of now. Redirects are answers like any other and not followed. */
export function buildRequest(request: CaseRequest, target: Target, now: Date): Request {
  const { endpoint, input, raw, path, tokenForm } = request;
  const { method, path: usualPath, body: form } = endpointRow(endpoint);
  const at = path ?? usualPath;
  const url = /^https?:/.test(at) ? at : `${target.baseUrl.replace(/\/+$/, "")}${at}`;
  const redirect = "manual";
  if (tokenForm !== undefined) {
    const headers = { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" };
    return new Request(url, { method: "POST", redirect, headers, body: new URLSearchParams(tokenForm).toString() });
  }
  if (method === "GET") {
    return new Request(`${url}?${raw ?? queryOf(input)}`, { redirect, headers: headersOf(request, target, now) });
  }
  if (form !== "offline") {
    const body = new TextEncoder().encode(raw ?? JSON.stringify(input)); // to a text, fetch would add a Content-Type
    return new Request(url, { method, redirect, headers: headersOf(request, target, now), body });
  }
  const { text, type = "text/plain" } = raw === undefined ? offlineBody(request, target, now) : { text: raw };
  return new Request(url, { method, redirect, headers: headersOf(request, target, now, type), body: text });
}

function headersOf(request: CaseRequest, { credentials }: Target, now: Date, type = "application/json"): Headers {
  const signed = "apiKey" in credentials ? signedBy(request, credentials, now) : bearer(credentials.accessToken, now);
  const headers = new Headers({ ...signed, Accept: "application/json", "Content-Type": type });
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    if (value === undefined) headers.delete(name);
    else headers.set(name, value);
  }
  return headers;
}

function signedBy({ authorize: sign }: CaseRequest, credentials: Credentials, now: Date): Record<string, string> {
  return { ...(sign?.({ credentials, now }) ?? authorize(credentials, now)) };
}

function bearer(accessToken: string, now: Date): Record<string, string> {
  return { Date: now.toUTCString(), Authorization: `Bearer ${accessToken}` };
}

function offlineBody(
  { endpoint, input, encode = flatOffline }: CaseRequest,
  { credentials }: Target,
  now: Date,
): EncodedPayload {
  const keys = credentials as Credentials;
  const asked = endpoint.startsWith("deactivate") ? "deactivation" : "activation";
  const said = { request: asked, request_id: `contract-${now.getTime().toString(36)}` };
  const payload = { date: now.toUTCString(), api_key: keys.apiKey, ...said, ...input };
  return encode(payload as unknown as UnsignedPayload, keys);
}

function queryOf(input: CaseRequest["input"]): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input)) query.set(name, String(value));
  return query.toString();
}
