import { shardPrefix } from "../../api/shard.ts";
import { type ControlRequest, type Operation, pathOf } from "../operation.ts";

/** How a server is reached. */
export interface ConnectOptions {
  /** The server's control token, where it has one, or the token of the only space that is called. */
  readonly token?: string;
  /** @default the platform's fetch as it was when this module was loaded */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** Calls the control API, in a space or, undefined, the main one. @throws an error with the server's words where it refuses */
export type Send = (row: Operation, request: ControlRequest, space?: string | undefined) => Promise<unknown>;

/** What a server refused. */
export interface ControlRequestError extends Error {
  /** HTTP status. */
  readonly status: number;
}

// Taken once, as this module loads: handlers of msw that a test puts in place of fetch must not catch what it asks a
// real server for.
const { fetch: platformFetch } = globalThis;

/** What sends requests to a server. */
export function fetchOf({ fetch = platformFetch }: ConnectOptions): (request: Request) => Promise<Response> {
  return (request) => fetch(request);
}

/** The address of a server, given with or without `/api/v4` at its end. */
export function serverAt(url: string): string {
  return url.replace(/\/+$/, "").replace(/\/api\/v4$/, "");
}

/** The space that an operation of the server is about. */
function nameIn({ steps, body }: ControlRequest): string | undefined {
  const name = steps?.name ?? (body as { name?: unknown } | undefined)?.name;
  return typeof name === "string" ? name : undefined;
}

/** Makes what calls a control API. */
export function createSend(url: string, options: ConnectOptions): Send {
  const send = fetchOf(options);
  return async (row, request, space) => {
    const { body, query = {} } = request;
    const headers = new Headers({ accept: "application/json", "content-type": "application/json" });
    if (options.token !== undefined) headers.set("authorization", `Bearer ${options.token}`);
    const about = row.ofServer ? nameIn(request) : space;
    if (about !== undefined) {
      headers.set("x-mock-space", about);
      headers.set("x-mock-shard", request.shard ?? shardPrefix(about));
    } else if (request.shard !== undefined) headers.set("x-mock-shard", request.shard);
    const address = `${url}/__mock${pathOf(row, request)}${queryText(query)}`;
    const { method } = row;
    const sent = new Request(address, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
    const response = await send(sent);
    const text = await response.text();
    if (response.ok) return response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text;
    throw refusalOf(response.status, text, `${method} ${address}`);
  };
}

/** Texts as they are, all else as JSON. What is undefined is left out. */
function queryText(query: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const texts = given.map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]);
  return texts.length === 0 ? "" : `?${new URLSearchParams(texts as string[][])}`;
}

function refusalOf(status: number, text: string, request: string): ControlRequestError {
  return Object.assign(new Error(wordsOf(text) ?? `${request}: HTTP ${status}, ${text.slice(0, 200)}`), { status });
}

function wordsOf(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    return typeof error === "string" ? error : undefined;
  } catch {
    return undefined; // no control API answered
  }
}
