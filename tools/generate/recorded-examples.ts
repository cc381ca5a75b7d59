import { existsSync, readdirSync, readFileSync } from "node:fs";
import { type EndpointName, endpointRow } from "../../src/api/endpoints.ts";
import { type ErrorCode, errors } from "../../src/api/errors.ts";
import type { Schema } from "./schema-files.ts";

/** One recorded call, as far as an example needs it. */
interface Exchange {
  readonly request: { readonly url: string; readonly body?: string };
  readonly response: { readonly status: number; readonly body: unknown };
}

const folder = new URL("../../fixtures/exchanges/", import.meta.url);

/** The call of an endpoint that succeeds with the default world's roles, as the contract's case `ok` recorded it. */
export function successOf(name: EndpointName): Exchange {
  return lastExchange(name, "ok.json");
}

/** A field of the query of that call, as the value that its text stands for; undefined where it was not sent. */
export function sentField(name: EndpointName, field: string, type: Schema["type"]): unknown {
  const text = new URL(successOf(name).request.url).searchParams.get(field) ?? undefined;
  const isText = [type].flat().every((one) => one === undefined || one === "string" || one === "null");
  return text === undefined || isText ? text : JSON.parse(text);
}

/** The body of that call: what it holds where it is JSON, else its text. */
export function sentBody(name: EndpointName): unknown {
  const text = successOf(name).request.body ?? "";
  return endpointRow(name).body === "offline" ? text : JSON.parse(text);
}

/** A request for a token, as the default world's first client sends it. */
export function tokenRequest(): Record<string, string> {
  const text = readFileSync(new URL("../../fixtures/worlds/default.json", import.meta.url), "utf8");
  const [client] = (JSON.parse(text) as { oauthClients: { clientId: string; clientSecret: string }[] }).oauthClients;
  if (!client) throw new Error("fixtures/worlds/default.json: no OAuth client, expected one at least");
  return { grant_type: "client_credentials", client_id: client.clientId, client_secret: client.clientSecret };
}

/** A refusal with one of these codes: a recorded one if there is any, else what the catalogue says. */
export function refusalOf(name: EndpointName, codes: readonly ErrorCode[]): unknown {
  const recorded = codes.find((code) => existsSync(new URL(`${name}/${code}.json`, folder)));
  if (recorded) return lastExchange(name, `${recorded}.json`).response.body;
  return errorBody(codes[0] as ErrorCode);
}

/** The body of an error by the catalogue. */
export function errorBody(code: ErrorCode): unknown {
  return { status: errors[code].status, code, message: errors[code].message };
}

/** Every recorded exchange. */
export function everyExchange(): Exchange[] {
  const endpoints = readdirSync(folder) as EndpointName[];
  return endpoints.flatMap((name) => readdirSync(new URL(name, folder)).flatMap((file) => exchangesIn(name, file)));
}

/** The last call of this endpoint: a case may prepare what it is about, and look at what came of it. */
function lastExchange(name: EndpointName, file: string): Exchange {
  const { path } = endpointRow(name);
  const last = exchangesIn(name, file).findLast(({ request }) => new URL(request.url).pathname === path);
  if (!last) throw new Error(`fixtures/exchanges/${name}/${file}: no call of ${path}, expected one at least`);
  return last;
}

function exchangesIn(name: EndpointName, file: string): Exchange[] {
  const text = readFileSync(new URL(`${name}/${file}`, folder), "utf8");
  return (JSON.parse(text) as { exchanges: Exchange[] }).exchanges;
}
