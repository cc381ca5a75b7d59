import { get, type IncomingMessage } from "node:http";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { verifySignature } from "../src/api/cryptography.ts";
import { signatureHeader } from "../src/api/signature.ts";
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

/** The lines of an answer's head as they came, and its body as it was sent. */
function rawAnswer(): Promise<{ lines: [string, string][]; body: Buffer }> {
  return new Promise((resolve, reject) => {
    get(`${server.url}${path}`, { agent: false }, (response) => {
      const { rawHeaders } = response;
      const lines = rawHeaders.flatMap((name, at): [string, string][] =>
        at % 2 === 0 ? [[name, rawHeaders[at + 1] as string]] : [],
      );
      const pieces: Buffer[] = [];
      response.on("data", (piece: Buffer) => pieces.push(piece));
      response.on("end", () => resolve({ lines, body: Buffer.concat(pieces) }));
    }).on("error", reject);
  });
}

const valuesOf = (lines: readonly [string, string][], wanted: string) =>
  lines.filter(([name]) => name.toLowerCase() === wanted.toLowerCase()).map(([, value]) => value);

describe("on the wire", () => {
  test.each(["upper", "lower"] as const)("all names of headers are in %s case", async (style) => {
    mock.faults.add({ kind: "other-header-case", style });
    const { lines, body } = await rawAnswer();
    const names = lines.map(([name]) => name);
    expect(names).toEqual(names.map((name) => (style === "upper" ? name.toUpperCase() : name.toLowerCase())));
    expect(names.map((name) => name.toLowerCase())).toEqual(
      expect.arrayContaining(["content-length", "content-type", "licensesignature", "date", "connection"]),
    );
    const [signature = ""] = valuesOf(lines, signatureHeader);
    expect(await verifySignature(mock.publicKey, String(body), signature)).toBe(true);
    expect(new Set(names).size).toBe(names.length);
  });

  test("two LicenseSignature lines come, the right one behind", async () => {
    mock.faults.add({ kind: "repeated-signature" });
    const { lines, body } = await rawAnswer();
    const fits = valuesOf(lines, signatureHeader).map((one) => verifySignature(mock.publicKey, String(body), one));
    expect(await Promise.all(fits)).toEqual([false, true]);
  });

  test("a large body can be small, and is signed as it was before", async () => {
    mock.faults.add({ kind: "large-body", bytes: 2 ** 24, compressed: true });
    const { lines, body } = await rawAnswer();
    expect(valuesOf(lines, "content-encoding")).toEqual(["gzip"]);
    expect(valuesOf(lines, "content-length")).toEqual([String(body.length)]);
    expect(body.length).toBeLessThan(100_000);
    const text = String(gunzipSync(body));
    expect(JSON.parse(text).padding).toHaveLength(2 ** 24);
    const [signature = ""] = valuesOf(lines, signatureHeader);
    expect(await verifySignature(mock.publicKey, text, signature)).toBe(true);
  });

  test("an endless body comes in chunks, keeps no server from closing, and ends when its client leaves", async () => {
    mock.faults.add({ kind: "endless-body" });
    const client = await openRawClient(server.port);
    await client.send(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    const head = await new Promise((resolve) => client.socket.once("data", (piece) => resolve(String(piece))));
    expect(String(head).toLowerCase()).toContain("transfer-encoding: chunked");
    expect(String(head).toLowerCase()).not.toContain("content-length");
    client.socket.destroy();
    const leaving = new AbortController();
    const response = await fetch(server.url + path, { signal: leaving.signal });
    const reading = response.text();
    const began = performance.now();
    await server.close();
    expect(performance.now() - began).toBeLessThan(500);
    await expect(reading).rejects.toThrow();
  });

  test("a redirect leads a client on that follows it", async () => {
    mock.faults.add({ kind: "redirect", times: 1, location: `${server.url}/__mock/health` });
    const response = await fetch(server.url + path);
    expect([response.redirected, response.url]).toEqual([true, `${server.url}/__mock/health`]);
  });
});

describe("a delay of ten minutes", () => {
  const long: FaultSpec = { kind: "delay", ms: 600_000 };

  test("does not keep a server from closing, nor its client waiting then", async () => {
    mock.faults.add(long);
    const answer = seenByNode();
    await vi.waitFor(() => expect(mock.journal.entries()).toHaveLength(1));
    await new Promise((resolve) => setTimeout(resolve, 50)); // it is answered, and begins to be late
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
