import { type EndpointName, endpointRow } from "../api/endpoints.ts";
import { namesSecret } from "../api/named-values.ts";
import { readOfflineBody } from "../api/offline-body.ts";
import type { RecordedCall } from "./recorded-call.ts";

/** What a call brought: fields, or a text that is none. */
export type RecordedInput = { readonly input: Readonly<Record<string, unknown>> } | { readonly raw: string };

/**
 * The fields of a recorded call's query or body.
 *
 * @throws an error that says why the call cannot be made again
 */
export function recordedInput(call: RecordedCall, endpoint: EndpointName): RecordedInput {
  const { method, body } = endpointRow(endpoint);
  if (method === "GET") return inQuery(call.query);
  return body === "offline" ? inOfflineRequest(call) : inBody(call.requestBody);
}

/** A name that stands twice would be lost among fields. */
function inQuery(query: string): RecordedInput {
  const pairs = [...new URLSearchParams(query)];
  const input = Object.fromEntries(pairs);
  return Object.keys(input).length === pairs.length ? { input } : { raw: withoutSecrets(query) };
}

function inBody(text: string): RecordedInput {
  const input = objectIn(text);
  return input ? { input } : { raw: withoutSecrets(text) };
}

/** A journal has the payload decoded, others have it as it was sent. */
function inOfflineRequest({ requestBody: text, requestHeaders }: RecordedCall): RecordedInput {
  const payload = objectIn(text) ?? payloadIn(text, requestHeaders["content-type"]);
  if (!payload && /^multipart\//i.test(requestHeaders["content-type"] ?? "")) {
    throw new Error("it is a form that holds no request, and a replay sends none");
  }
  if (!payload) return { raw: withoutSecrets(text) };
  const { date, api_key, signature: _signature, schema_version: _version, ...input } = payload;
  if (date === undefined || api_key === undefined) {
    throw new Error("its payload has no date or no API key, and a replay writes both");
  }
  return { input };
}

function payloadIn(text: string, type: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    return readOfflineBody(text, type).payload;
  } catch {
    return undefined;
  }
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function withoutSecrets(text: string): string {
  if (namesSecret(text)) throw new Error("it is no fields, and may hold a secret");
  return text;
}
