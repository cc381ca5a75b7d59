import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { openRawClient } from "./raw-client.ts";
import { get, post, said, useWire } from "./wire.ts";

const wire = useWire();

describe("several calls on one connection", () => {
  const slowly = (ms: number) => {
    const quick = wire.handle;
    wire.handle = async (request) => {
      if (request.path === "/slow" || request.method === "POST") await sleep(ms);
      return quick(request);
    };
  };
  test("are handled one after the other", async () => {
    slowly(20);
    await wire.client.send(
      `${post(1).join("\r\n")}\r\n\r\na${get("/2").join("\r\n")}\r\n\r\n${get("/3").join("\r\n")}\r\n\r\n`,
    );
    expect(await wire.answers(3)).toEqual([
      [200, "/p"],
      [200, "/2"],
      [200, "/3"],
    ]);
    expect(wire.calls.map(({ path }) => path)).toEqual(["/p", "/2", "/3"]);
  });
  test("are answered before what follows them is refused", async () => {
    slowly(20);
    await wire.client.send(`${get("/slow").join("\r\n")}\r\n\r\n${get("/2").join("\r\n")}\r\n\r\nGARBAGE\r\n\r\n`);
    wire.client.socket.end();
    expect(await wire.answers(4)).toEqual([[200, "/slow"], [200, "/2"], [400, "validation_error"], "closed"]);
  });
  test("are answered though the client has half-closed", async () => {
    slowly(20);
    await wire.client.send(`${get("/slow").join("\r\n")}\r\n\r\n${get("/2").join("\r\n")}\r\n\r\n`);
    wire.client.socket.end();
    expect(await wire.answers(3)).toEqual([[200, "/slow"], [200, "/2"], "closed"]);
  });
  test("end with an Upgrade that is ignored, as Node loses what follows it", async () => {
    const upgrade = get("/1", "Connection: Upgrade", "Upgrade: h2c").join("\r\n");
    await wire.client.send(`${upgrade}\r\n\r\n${get("/2").join("\r\n")}\r\n\r\n`);
    expect(await wire.answers(2)).toEqual([[200, "/1"], "closed"]);
  });
  test("are a thousand at most, whoever sends more is refused", async () => {
    slowly(20);
    await wire.client.send(
      `${get("/slow").join("\r\n")}\r\n\r\n${`${get("/next").join("\r\n")}\r\n\r\n`.repeat(1_200)}`,
    );
    expect((await wire.answers(1_010)).slice(1_000)).toEqual([[200, "/next"], [400, "validation_error"], "closed"]);
  });
  test("wait for nobody who is gone", async () => {
    slowly(20);
    await wire.client.send(`${get("/slow").join("\r\n")}\r\n\r\n${get("/2").join("\r\n")}\r\n\r\n`);
    await sleep(5);
    wire.client.socket.resetAndDestroy();
    await sleep(40);
    expect(wire.calls.map(({ path }) => path)).toEqual(["/slow"]);
  });
});

test("an answer to HEAD has headers only", async () => {
  await wire.ask(["HEAD /a HTTP/1.1", "Host: x", "Connection: close"]);
  const answer = await wire.client.answer("HEAD");
  expect([answer?.status, answer?.headers["content-length"], await wire.client.answer()]).toEqual([
    200,
    "4",
    undefined,
  ]);
});

test("HTTP/1.0 needs no Host", async () => {
  await wire.ask(["GET /a HTTP/1.0"]);
  expect(await wire.answers(2)).toEqual([[200, "/a"], "closed"]);
});

test.each([
  ["throws", async () => Promise.reject(new Error("a bug"))],
  ["answers nonsense", async () => ({ status: 200, headers: { a: "b\nc" }, body: "" })],
])("a mock that %s is answered for with 500", async (_what, bug) => {
  vi.spyOn(console, "error").mockReturnValue();
  wire.handle = bug;
  await wire.ask(get("/a"));
  const answer = await wire.client.answer();
  expect([answer?.status, answer?.reason, await wire.client.answer()]).toEqual([
    500,
    "Internal Server Error",
    undefined,
  ]);
  expect(JSON.parse(String(answer?.body))).toMatchObject({ status: 500, code: "internal_error" });
  expect(console.error).toHaveBeenCalledTimes(1);
});

describe("close", () => {
  const closing = async () => {
    const begin = performance.now();
    await wire.server.close();
    return performance.now() - begin;
  };
  test("is prompt with idle, silent and half-finished clients", async () => {
    await wire.ask(get("/a"));
    await wire.answers();
    for (const bytes of [
      "",
      "GET / HT",
      `${post(9).join("\r\n")}\r\n\r\nabc`,
      "CONNECT x:1 HTTP/1.1\r\n\r\n",
      "FOO\r\n\r\n",
    ]) {
      await (await openRawClient(wire.server.port)).send(bytes);
    }
    await sleep(20);
    expect(await closing()).toBeLessThan(200);
  });
  test("lets a running call finish", async () => {
    wire.handle = async () => sleep(100, said(200, "late"));
    await wire.ask(get("/a"));
    await sleep(20);
    const [took, answered] = await Promise.all([closing(), wire.answers(2)]);
    expect(answered).toEqual([[200, "late"], "closed"]);
    expect(took).toBeLessThan(500);
  });
  test("does not wait for a call that never finishes", async () => {
    await wire.start({ limits: { close: 50 } });
    wire.handle = () => new Promise(() => {});
    await wire.ask(get("/a"));
    await sleep(20);
    expect(await closing()).toBeLessThan(500);
  });
});
