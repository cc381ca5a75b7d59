import { afterEach, beforeEach, vi } from "vitest";
import { type ServeOptions, type Server, serve } from "../../src/doors/node.ts";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import type { ApiRequest, ApiResponse } from "../../src/mock/request.ts";
import { openRawClient, type RawClient } from "./raw-client.ts";

const json = { "content-type": "application/json; charset=utf-8" };

/** An answer as plain values. */
export const said = (status: number, body: unknown): ApiResponse => ({
  status,
  headers: json,
  body: JSON.stringify(body),
});

/** A server over a mock that only tells what reaches it, with a raw client: set anew for each test. */
export interface Wire {
  /** What reached the mock. */
  calls: ApiRequest[];
  /** What the mock answers with. */
  handle: Mock["handle"];
  readonly mock: Mock;
  server: Server;
  client: RawClient;
  start(options?: ServeOptions): Promise<void>;
  /** Sends lines of a head, each ended by CRLF, and a body as it is. */
  ask(lines: string[], body?: string | Buffer): Promise<void>;
  /** The next answers as `[status, body]`, up to `count` or the end of the connection. */
  answers(count?: number): Promise<unknown[]>;
}

/** Lines of a POST's head. */
export const post = (size: number | string, ...lines: string[]) => [
  "POST /p HTTP/1.1",
  "Host: x",
  `Content-Length: ${size}`,
  ...lines,
];

/** Lines of a GET's head. */
export const get = (path: string, ...lines: string[]) => [`GET ${path} HTTP/1.1`, "Host: x", ...lines];

/** Opens a wire for each test of a file, and closes it afterwards. */
export function useWire(): Wire {
  const wire = {} as Wire & { mock: Mock };
  wire.mock = {
    ...createMock(),
    handle: (request) => wire.handle(request),
    refuse: async (status, code, message) => said(status, { status, code, message }),
  };
  wire.start = async (options = {}) => {
    await wire.server?.close();
    wire.server = await serve(wire.mock, options);
    wire.client = await openRawClient(wire.server.port);
  };
  wire.ask = (lines, body = "") => {
    const head = Buffer.from([...lines, "", ""].join("\r\n"), "latin1");
    return wire.client.send(Buffer.concat([head, Buffer.from(body)]));
  };
  wire.answers = async (count = 1) => {
    const list: unknown[] = [];
    while (list.length < count) {
      const next = await wire.client.answer();
      if (next === undefined) return [...list, "closed"];
      const body = JSON.parse(next.body.toString("utf8"));
      list.push(typeof body === "object" ? [next.status, body.code] : [next.status, body]);
    }
    return list;
  };
  beforeEach(async () => {
    wire.calls = [];
    wire.handle = async (request) => {
      wire.calls.push(request);
      const { body } = request;
      return typeof body === "object"
        ? said(body.unreadable === "too_large" ? 413 : 400, { code: body.unreadable })
        : said(200, request.path);
    };
    await wire.start();
  });
  afterEach(async () => {
    wire.client.socket.destroy();
    await wire.server.close();
    vi.restoreAllMocks();
  });
  return wire;
}
