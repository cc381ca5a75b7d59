import { once } from "node:events";
import { createServer, type Server as NetServer, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Suspect } from "../src/contract/claim.ts";
import type { ProxiedExchange } from "../src/traffic/proxy/proxied-exchange.ts";
import { openProxy, type ProxyOptions, type RunningProxy } from "../src/traffic/proxy/proxy.ts";
import { openRawClient, type RawClient } from "./hostile/raw-client.ts";

/** A target that keeps what it gets to the byte, and answers what it is told once a request is complete. */
let target: NetServer;
let sockets: Socket[];
let got: string[];
let onBytes: (socket: Socket, soFar: string) => void;
let proxy: RunningProxy;
let client: RawClient;
let seen: ProxiedExchange[];

const plainAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
const portOf = (server: NetServer) => (server.address() as { port: number }).port;
const host = () => `127.0.0.1:${portOf(target)}`;

async function start(options: Partial<ProxyOptions> = {}): Promise<void> {
  await proxy?.close();
  client?.socket.destroy();
  const url = new URL(`http://${host()}`);
  proxy = await openProxy({ target: url, onExchange: (exchange) => void seen.push(exchange), ...options });
  client = await openRawClient(proxy.port);
}

beforeEach(async () => {
  got = [];
  sockets = [];
  seen = [];
  onBytes = (socket, text) => {
    if (isComplete(text)) socket.write(plainAnswer);
  };
  target = createServer((socket) => {
    const at = got.push("") - 1;
    sockets.push(socket);
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      got[at] += bytes.toString("latin1");
      onBytes(socket, got[at] as string);
    });
  }).listen(0, "127.0.0.1");
  await once(target, "listening");
  await start();
});
afterEach(async () => {
  client.socket.destroy();
  await proxy.close();
  for (const socket of sockets) socket.destroy();
  target.close();
});

/** Whether the last request in a text is over, by its framing. */
function isComplete(text: string): boolean {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const length = Number(/^content-length: *(\d+)/im.exec(text.slice(0, end))?.[1] ?? 0);
  return /^transfer-encoding: *chunked/im.test(text)
    ? /\r\n0\r\n([^\r]+\r\n)*\r\n$/.test(text)
    : text.length >= end + 4 + length;
}

/** The bytes of chunks, however they were cut. */
function unchunked(text: string): string {
  const end = text.indexOf("\r\n");
  const size = Number.parseInt(text.slice(0, end), 16);
  return size === 0 ? "" : text.slice(end + 2, end + 2 + size) + unchunked(text.slice(end + 4 + size));
}

const headOf = (text: string) => text.slice(0, text.indexOf("\r\n\r\n")).split("\r\n");
const bodyOf = (text: string) => text.slice(text.indexOf("\r\n\r\n") + 4);
const toTheTarget = () => got.join("");

async function answerTo(text: string, method = "GET") {
  await client.send(Buffer.from(text, "latin1"));
  return client.answer(method);
}

describe("a request reaches the target as it was sent", () => {
  test("with the case, the order and the repetition of its headers, but Host", async () => {
    await answerTo(
      "GET /api/v4/products HTTP/1.1\r\nhost: somewhere\r\nX-Twice: 1\r\naCCept: */*\r\nx-twice: 2\r\nDATE: today\r\nX-Bytes: \xe9\xff\r\n\r\n",
    );
    expect(headOf(toTheTarget())).toEqual([
      "GET /api/v4/products HTTP/1.1",
      `host: ${host()}`,
      "X-Twice: 1",
      "aCCept: */*",
      "x-twice: 2",
      "DATE: today",
      "X-Bytes: \xe9\xff",
      "Connection: keep-alive",
    ]);
  });
  test("with every odd escape of its path and query", async () => {
    const path = "/api//v4/x%2Fy/../z;a=b?q=%zz&&=&a+b=%C3%A9&a=1&a=2&[]={}|'\"`";
    await answerTo(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(headOf(toTheTarget())[0]).toBe(`GET ${path} HTTP/1.1`);
  });
  test("without the headers of the connection, and those that it names", async () => {
    await answerTo(
      "GET / HTTP/1.1\r\nHost: x\r\nConnection: X-Hop, content-length, keep-alive\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\nTE: trailers\r\nX-Stays: 1\r\n\r\n",
    );
    expect(headOf(toTheTarget()).slice(2)).toEqual(["X-Stays: 1", "Connection: keep-alive"]);
  });
  test.each([
    ["line ends of all kinds", "a\r\nb\nc\rd\r\n\r\n"],
    ["UTF-8", Buffer.from("ünïcode ☃ 🎉").toString("latin1")],
    ["all bytes", Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)).toString("latin1")],
    ["a form with a binary file", '--b\r\nContent-Disposition: form-data; name="file"\r\n\r\n\x00\xff\r\n--b--\r\n'],
  ])("with a body of %s", async (_what, body) => {
    await answerTo(
      `POST /api/v4/activate_offline HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    expect(bodyOf(toTheTarget())).toBe(body);
    expect(headOf(toTheTarget())).toContain(`Content-Length: ${body.length}`);
  });
  test("in chunks where it came in chunks, with its trailers", async () => {
    await answerTo(
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTrailer: X-End\r\n\r\n3\r\nabc\r\n2\r\n\r\n\r\n0\r\nX-End: 1\r\n\r\n",
    );
    const text = bodyOf(toTheTarget());
    expect(unchunked(text)).toBe("abc\r\n");
    expect(text).toMatch(/\r\n0\r\nX-End: 1\r\n\r\n$/);
    expect(headOf(toTheTarget()).slice(2, 4)).toEqual(["Transfer-Encoding: chunked", "Trailer: X-End"]);
  });
  test("as a POST without a body, which says so", async () => {
    await answerTo("POST /a HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(headOf(toTheTarget())).toEqual([
      "POST /a HTTP/1.1",
      `Host: ${host()}`,
      "Content-Length: 0",
      "Connection: close",
    ]);
  });
  test("only when the target invites a body that waits for it", async () => {
    onBytes = (socket, text) => {
      if (text.endsWith("\r\n\r\n")) socket.write("HTTP/1.1 100 Continue\r\n\r\n");
      if (text.endsWith("hello")) socket.write(plainAnswer);
    };
    await client.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    await expect.poll(() => toTheTarget()).toMatch(/Expect: 100-continue[\s\S]*\r\n\r\n$/);
    expect(await answerTo("hello")).toMatchObject({ status: 200 });
    expect(client.invitations).toBe(1);
  });
  test("one after the other where a client sends them at once", async () => {
    const order: string[] = [];
    onBytes = (socket, text) => {
      if (!isComplete(text)) return;
      order.push(headOf(text)[0] as string);
      setTimeout(() => socket.write(plainAnswer), order.length === 1 ? 30 : 0); // the answer is late, not the test
      got[got.length - 1] = "";
    };
    await client.send(
      "POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\naGET /2 HTTP/1.1\r\nHost: x\r\n\r\nGET /3 HTTP/1.1\r\nHost: x\r\n\r\n",
    );
    for (let at = 0; at < 3; at += 1) expect(await client.answer()).toMatchObject({ status: 200 });
    expect(order).toEqual(["POST /1 HTTP/1.1", "GET /2 HTTP/1.1", "GET /3 HTTP/1.1"]);
  });
});

describe("an answer reaches the client as it was sent", () => {
  const answering = (text: string, isLast = false) => {
    onBytes = (socket, soFar) => {
      if (!isComplete(soFar)) return;
      socket.write(Buffer.from(text, "latin1"));
      if (isLast) socket.end();
    };
  };
  /** Everything that the client gets, to the byte. */
  const everything = async (text: string) => {
    let bytes = "";
    client.socket.on("data", (chunk) => {
      bytes += chunk.toString("latin1");
    });
    await client.send(text);
    await expect.poll(() => seen.length).toBe(1);
    return bytes;
  };

  test("with its status text, its headers and its bytes", async () => {
    const head =
      "HTTP/1.1 299 Quite All Right\r\nset-cookie: a\r\nX-B: 1\r\nSet-Cookie: b\r\nx-b: 2\r\nContent-Length: 3\r\n";
    answering(`${head}\r\n\x00\xff\n`);
    expect(await everything("GET / HTTP/1.1\r\nHost: x\r\n\r\n")).toBe(
      `${head}Connection: keep-alive\r\n\r\n\x00\xff\n`,
    );
  });
  test("with an empty status text and no Date where there was none", async () => {
    answering("HTTP/1.1 400 \r\nContent-Length: 0\r\n\r\n");
    expect(await everything("GET / HTTP/1.1\r\nHost: x\r\n\r\n")).toBe(
      "HTTP/1.1 400 \r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n",
    );
  });
  test("in chunks, or until the end of the connection", async () => {
    answering("HTTP/1.1 200 OK\r\n\r\nto the end", true);
    expect(await everything("GET / HTTP/1.1\r\nHost: x\r\n\r\n")).toMatch(/to the end\r\n0\r\n\r\n$/);
  });
  test("to HEAD, with the length of what is not sent", async () => {
    answering("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n");
    expect(await everything("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n")).toBe(
      "HTTP/1.1 200 OK\r\nContent-Length: 99\r\nConnection: keep-alive\r\n\r\n",
    );
  });
  test("compressed, and is read all the same", async () => {
    const body = gzipSync('{"status":400,"code":"no_such_code","message":"m"}').toString("latin1");
    const type = "Content-Type: application/json\r\nContent-Encoding: gzip";
    answering(`HTTP/1.1 400 Bad\r\n${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    expect(await everything("GET /api/v4/check_license HTTP/1.1\r\nHost: x\r\n\r\n")).toContain(body);
    await expect.poll(departures).toContainEqual(expect.objectContaining({ kind: "code", found: "no_such_code" }));
  });
  test("over 1 MiB, and is said not to have been judged", async () => {
    const size = 1_500_000;
    answering(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n${"x".repeat(size)}`);
    const answer = await answerTo("GET /api/v4/check_license HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(answer?.body.length).toBe(size);
    await expect.poll(departures).toContainEqual(notJudged("target", /passed on, not checked$/));
  });
  test.each([
    ["lists", 4_000, "[", "]"],
    ["lists", 17_000, "[", "]"],
    ["objects", 4_000, '{"a":', "}"],
    ["objects", 17_000, '{"a":', "}"],
  ])("as %s nested %i deep, and is said not to have been judged", async (_what, depth, open, close) => {
    const body = `${open.repeat(depth)}1${close.repeat(depth)}`;
    const type = "Content-Type: application/json";
    answering(`HTTP/1.1 200 OK\r\n${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    const call = "GET /api/v4/check_license HTTP/1.1\r\nHost: x\r\n\r\n";
    expect((await answerTo(call))?.body.toString()).toBe(body);
    await expect.poll(() => seen[0]?.outcome).toBe("too-deep");
    expect(departures()).toContainEqual(notJudged("target", /^too deep: .*nested more than 100 deep$/));
    answering(plainAnswer);
    expect(await answerTo(call)).toMatchObject({ status: 200 });
    await expect.poll(() => seen.length).toBe(2);
  });
  test.each([4_000, 17_000])("to a request nested %i deep, of which the fields are not judged", async (depth) => {
    const body = `{"product":${"[".repeat(depth)}${"]".repeat(depth)}}`;
    const head = `Host: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`;
    expect(await answerTo(`POST /api/v4/add_consumption HTTP/1.1\r\n${head}\r\n\r\n${body}`)).toMatchObject({
      status: 200,
    });
    expect(bodyOf(toTheTarget())).toBe(body);
    await expect.poll(departures).toContainEqual(
      expect.objectContaining({
        ...{ kind: "request", suspect: "client" },
        found: expect.stringContaining("nested more than 100 deep"),
      }),
    );
  });
});

/** Claims about the first call that are not as they should be. */
const departures = () => seen[0]?.claims.filter(({ verdict }) => verdict !== "held");

function notJudged(suspect: Suspect, found: RegExp) {
  return expect.objectContaining({ verdict: "not judged", suspect, found: expect.stringMatching(found) });
}

describe("what cannot be passed on", () => {
  const message = (answer: { body: Buffer } | undefined) => JSON.parse(answer?.body.toString() ?? "{}").message;
  const call = "GET /api/v4/check_license HTTP/1.1\r\nHost: x\r\n\r\n";

  test("is 502 where nobody listens, and the proxy goes on", async () => {
    const gone = createServer().listen(0, "127.0.0.1");
    await once(gone, "listening");
    const url = new URL(`http://127.0.0.1:${portOf(gone)}`);
    gone.close();
    await start({ target: url });
    for (let at = 0; at < 2; at += 1) {
      const answer = await answerTo(call);
      expect(answer?.status).toBe(502);
      expect(message(answer)).toMatch(/^license-api-kit proxy: http.*ECONNREFUSED/);
    }
    await expect.poll(() => seen.map(({ outcome }) => outcome)).toEqual(["unreachable", "unreachable"]);
    expect(seen[0]?.claims.at(-1)).toEqual(notJudged("network", /^unreachable: .*ECONNREFUSED/));
  });
  test("is 502 where the target says nothing in time", async () => {
    onBytes = () => {};
    await start({ timeoutMs: 50 });
    expect(await answerTo(call)).toMatchObject({ status: 502 });
    await expect.poll(() => seen[0]?.outcome).toBe("timeout");
    expect(seen[0]?.claims.at(-1)).toEqual(notJudged("network", /^timeout: nothing came for 50 ms$/));
  });
  test("is 502 where the target closes without a word, or says no HTTP", async () => {
    onBytes = (socket) => socket.destroy();
    expect(await answerTo(call)).toMatchObject({ status: 502 });
    onBytes = (socket) => socket.end("SSH-2.0-OpenSSH\r\n");
    expect(await answerTo(call)).toMatchObject({ status: 502 });
    onBytes = (socket) => socket.end("HTTP/1.1 099 Low\r\nContent-Length: 0\r\n\r\n");
    expect(await answerTo(call)).toMatchObject({ status: 502 });
    await expect.poll(() => seen.length).toBe(3);
  });
  test("is cut off where the target breaks off in the middle", async () => {
    onBytes = (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf");
    await expect(answerTo(call)).rejects.toThrow(/broke|cut off/);
    await expect.poll(() => seen[0]?.outcome).toBe("broken-off");
    expect(seen[0]?.claims.at(-1)).toEqual(notJudged("target", /^broken off: /));
  });
  test("is tried once more where the target closed a connection that was kept", async () => {
    await answerTo(call);
    onBytes = (socket, text) => {
      if (socket === sockets[0]) socket.destroy();
      else if (isComplete(text)) socket.write(plainAnswer);
    };
    expect(await answerTo(call)).toMatchObject({ status: 200 });
  });
  test("is refused: CONNECT, WebSockets, and what is no HTTP", async () => {
    expect(message(await answerTo("CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n"))).toContain("found CONNECT");
    await start();
    const upgrade = "Connection: Upgrade\r\nUpgrade: websocket";
    const answer = await answerTo(`GET / HTTP/1.1\r\nHost: x\r\n${upgrade}\r\n\r\n`);
    expect(answer?.status).toBe(501);
    expect(message(answer)).toContain("Upgrade: websocket");
    await start();
    expect(message(await answerTo("hello\r\n\r\n"))).toContain("this is not HTTP/1.1");
    expect(got).toEqual([]);
  });
  test("does not count an offer of HTTP/2, which clients can do without", async () => {
    const offer = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQBAAAAAAIAAAAA";
    expect(await answerTo(`GET / HTTP/1.1\r\nHost: x\r\n${offer}\r\n\r\n`)).toMatchObject({ status: 200 });
    expect(headOf(toTheTarget()).slice(2)).toEqual(["Connection: keep-alive"]);
  });
  test("is forgotten where the client goes away, at the target too", async () => {
    onBytes = () => {};
    await client.send(call);
    await expect.poll(() => sockets.length).toBe(1);
    const closed = once(sockets[0] as Socket, "close");
    client.socket.destroy();
    await closed;
    await expect.poll(() => seen[0]).toMatchObject({ outcome: "left", claims: [] });
  });
});
