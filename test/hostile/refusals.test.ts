import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { openRawClient } from "./raw-client.ts";
import { post, said, useWire } from "./wire.ts";

const wire = useWire();

describe("what the HTTP parser refuses", () => {
  const refused: [why: string, bytes: string, status: number][] = [
    ["an unknown method", "FOO / HTTP/1.1\r\nHost: x\r\n\r\n", 400],
    ["another protocol", "\x16\x03\x01\x02\x00", 400],
    ["HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400],
    ["a target that is no URL", "GET a HTTP/1.1\r\nHost: x\r\n\r\n", 400],
    ["a raw byte in the target", "GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n", 400],
    ["no Host", "GET / HTTP/1.1\r\n\r\n", 400],
    ["two Hosts", "GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n", 400],
    ["a header without a colon", "GET / HTTP/1.1\r\nHost: x\r\nabc\r\n\r\n", 400],
    ["a length that is none", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400],
    ["a chunk size that is none", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400],
    ["headers over 16 KB", `GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n\r\n`, 431],
    ["headers of 5 MB", `GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(5_000_000)}\r\n\r\n`, 431],
    ["a URL over 16 KB", `GET /${"x".repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
    ["an expectation", "GET / HTTP/1.1\r\nHost: x\r\nExpect: wonders\r\n\r\n", 417],
    ["a tunnel", "CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n", 400],
  ];
  test.each(refused)(
    "%s is refused in the API's words, once, and the connection closes",
    async (_why, bytes, status) => {
      await wire.client.send(Buffer.from(bytes, "latin1"));
      await wire.client.send("more of it");
      expect(await wire.answers(2)).toEqual([[status, "validation_error"], "closed"]);
      expect(wire.calls).toEqual([]);
    },
  );

  test("a request line or body that breaks off is refused", async () => {
    for (const upgrade of [[], ["Connection: Upgrade", "Upgrade: h2c"]]) {
      wire.client = await openRawClient(wire.server.port);
      await wire.ask(post(30, ...upgrade), "abc");
      wire.client.socket.end();
      expect(await wire.answers(2)).toEqual([[400, "validation_error"], "closed"]);
    }
  });

  test("a slow request is refused with 408, but not one that has not begun", async () => {
    await wire.start({ limits: { headers: 500, request: 1_000 } }); // long beside what a busy machine stalls for
    const silent = wire.client;
    wire.client = await openRawClient(wire.server.port);
    await wire.ask(post(30), "abc");
    expect(await wire.answers(2)).toEqual([[408, "validation_error"], "closed"]);
    expect(await silent.answer()).toBeUndefined();
  });

  test("a slow refusal is not lost on who half-closes", async () => {
    vi.spyOn(wire.mock, "refuse").mockImplementation(async (status, code) => {
      await sleep(20);
      return said(status, { status, code });
    });
    await wire.client.send("FOO\r\n\r\n");
    wire.client.socket.end();
    expect(await wire.answers(2)).toEqual([[400, "validation_error"], "closed"]);
  });

  test("a mock that cannot refuse is stood in for", async () => {
    vi.spyOn(wire.mock, "refuse").mockRejectedValue(new Error("a bug"));
    vi.spyOn(console, "error").mockReturnValue();
    await wire.client.send("FOO\r\n\r\n");
    expect(await wire.answers(2)).toEqual([[400, "validation_error"], "closed"]);
  });
});
