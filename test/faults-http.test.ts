import { get, type IncomingMessage } from "node:http";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Server, serve } from "../src/doors/node.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import type { FaultSpec } from "../src/mock/faults/kinds.ts";
import { run } from "./command.ts";
import { openRawClient } from "./hostile/raw-client.ts";
import { lacking } from "./tools.ts";

let mock: Mock;
let server: Server;
beforeEach(async () => {
  mock = createMock({ auth: "off" });
  server = await serve(mock);
});
afterEach(() => server.close());

const path = "/api/v4/check_license?product=key-app&license_key=ACTV-PERP-KEYS-0001&hardware_id=Laptop-1";

/** What node:http sees: the code of the error, or status, promised length and what came of the body. */
function seenByNode(): Promise<{ code?: string; status?: number | undefined; promised?: number; came?: number }> {
  return new Promise((resolve) => {
    let seen = {};
    const fail = ({ code = "aborted" }: NodeJS.ErrnoException) => resolve({ ...seen, code });
    const request = get(`${server.url}${path}`, { agent: false }, (response: IncomingMessage) => {
      const status = response.statusCode;
      const promised = Number(response.headers["content-length"]);
      let came = 0;
      seen = { status, promised, came };
      response.on("data", (chunk: Buffer) => {
        came += chunk.length;
        seen = { status, promised, came };
      });
      response.on("end", () => resolve(seen));
      response.on("error", fail);
    });
    request.on("error", fail);
  });
}

describe("node:http sees", () => {
  test.each(["refuse-connection", "reset-before-answer"] as const)("a reset, by %s", async (kind) => {
    mock.faults.add({ kind, times: 1 });
    expect(await seenByNode()).toEqual({ code: "ECONNRESET" });
    expect(await seenByNode()).toMatchObject({ status: 200 });
  });

  test.each(["reset-in-answer", "truncated-body"] as const)(
    "half of the body that was promised, by %s",
    async (kind) => {
      mock.faults.add({ kind });
      const { status, promised = 0, came, code } = await seenByNode();
      expect([status, came, code]).toEqual([200, Math.floor(promised / 2), "ECONNRESET"]);
    },
  );

  test("all of a slow body, under fake timers too", async () => {
    mock.faults.add({ kind: "slow-body", ms: 60 });
    mock.faults.add({ kind: "delay", ms: 30 });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "setImmediate"] });
    const { promised, came } = await seenByNode().finally(() => vi.useRealTimers());
    expect(came).toBe(promised);
  });
});

describe("a delay of ten minutes", () => {
  const long: FaultSpec = { kind: "delay", ms: 600_000 };

  test("does not keep a server from closing, nor its client waiting then", async () => {
    mock.faults.add(long);
    const answer = seenByNode();
    await vi.waitFor(() => expect(mock.journal.entries()).toHaveLength(1));
    const began = performance.now();
    await server.close();
    expect(performance.now() - began).toBeLessThan(500);
    expect(await answer).toEqual({ code: "ECONNRESET" });
  });

  test("ends when its client leaves, and others are answered meanwhile", async () => {
    mock.faults.add({ ...long, times: 1 });
    const client = await openRawClient(server.port);
    await client.send(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await vi.waitFor(() => expect(mock.journal.entries()).toHaveLength(1));
    expect(await seenByNode()).toMatchObject({ status: 200 });
    client.socket.destroy();
  });
});

test("answers after a late one on the same connection keep their order", async () => {
  mock.faults.add({ kind: "delay", ms: 40, times: 1 });
  const client = await openRawClient(server.port);
  const ask = (target: string) => `GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`;
  await client.send(ask(path) + ask("/nowhere"));
  expect((await client.answer())?.status).toBe(200);
  expect((await client.answer())?.status).toBe(404);
  client.socket.destroy();
});

const python = lacking("python3");
describe(`python sees${python}`, () => {
  test.skipIf(python !== "").each([
    ["reset-before-answer", "ConnectionResetError"],
    ["truncated-body", "IncompleteRead"],
    ["reset-in-answer", "ConnectionResetError"],
    ["html-page", "502 text/html; charset=utf-8"],
    ["empty-body", "200 "],
  ] as const)("%s as %s", async (kind, outcome) => {
    mock.faults.add({ kind } as FaultSpec);
    const script = `
import http.client
connection = http.client.HTTPConnection("127.0.0.1", ${server.port})
try:
    connection.request("GET", "${path}")
    answer = connection.getresponse()
    body = answer.read()
    print(answer.status, answer.headers["content-type"] if body else "")
except Exception as error:
    print(type(error).__name__)
`;
    expect((await run("python3", ["-c", script])).stdout.replace(/\n$/, "")).toBe(outcome);
  });
});
