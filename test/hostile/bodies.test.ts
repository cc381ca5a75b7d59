import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { get, post, useWire } from "./wire.ts";

const wire = useWire();

describe("what reaches the mock", () => {
  test("path and query come apart, in every form of target", async () => {
    const targets = ["/a?b=c", "/a", "/a?", "http://y/a?b=c", "HTTP://u:p@[::1]:9?b", "*", "/a?b?c#d", "//y/a", "/%zz"];
    for (const target of targets) await wire.ask([`OPTIONS ${target} HTTP/1.1`, "Host: x"]);
    await wire.answers(targets.length);
    const split = [
      ["/a", "b=c"],
      ["/a", ""],
      ["/a", ""],
      ["/a", "b=c"],
      ["/", "b"],
      ["*", ""],
      ["/a", "b?c"],
      ["//y/a", ""],
      ["/%zz", ""],
    ];
    expect(wire.calls.map(({ path, query }) => [path, query])).toEqual(split);
  });

  test("headers given twice are joined, the two thousandth is not lost", async () => {
    await wire.ask(
      get(
        "/a",
        "Date: 1",
        "Date: 2",
        "Authorization: a",
        "Authorization: b",
        ..."a:,".repeat(2_000).split(","),
        "Z: z",
      ).filter(Boolean),
    );
    await wire.answers();
    expect(["date", "authorization", "z", "nothing"].map((name) => wire.calls[0]?.headers(name))).toEqual([
      "1, 2",
      "a, b",
      "z",
      undefined,
    ]);
  });

  test("a body of exactly 1 MiB is read, in one piece or in chunks", async () => {
    await wire.ask(post(2 ** 20), "a".repeat(2 ** 20));
    await wire.ask(
      ["POST /p HTTP/1.1", "Host: x", "Transfer-Encoding: chunked"],
      `100000\r\n${"a".repeat(2 ** 20)}\r\n0\r\n\r\n`,
    );
    expect(await wire.answers(2)).toEqual([
      [200, "/p"],
      [200, "/p"],
    ]);
    expect(wire.calls.map(({ body }) => (body as string).length)).toEqual([2 ** 20, 2 ** 20]);
  });

  test("a body that is not UTF-8 is said to be so", async () => {
    await wire.ask(post(3), Buffer.from([0x61, 0xff, 0x62]));
    expect(await wire.answers()).toEqual([[400, "not_utf8"]]);
  });

  test("a body that breaks off never arrives", async () => {
    await wire.ask(post(30), "abc");
    await sleep(20); // a reset also takes what the server has not read
    wire.client.socket.resetAndDestroy();
    await sleep(20);
    expect(wire.calls).toEqual([]);
  });
});

test("a body that asks to be invited is", async () => {
  await wire.ask(post(1, "Expect: 100-continue"), "a");
  expect([await wire.answers(), wire.client.invitations]).toEqual([[[200, "/p"]], 1]);
});

describe("a body over 1 MiB", () => {
  const twoMiB = "a".repeat(2 ** 21);
  test("is answered while the client is still sending, then the connection closes", async () => {
    await wire.ask(post(2 ** 21), twoMiB);
    expect(await wire.answers(2)).toEqual([[413, "too_large"], "closed"]);
  });
  test("is answered as soon as it is announced", async () => {
    await wire.ask(post(10 ** 12));
    expect(await wire.answers(2)).toEqual([[413, "too_large"], "closed"]);
  });
  test("is not invited: no 100 Continue", async () => {
    await wire.ask(post(2 ** 21, "Expect: 100-continue"));
    expect(await wire.answers(2)).toEqual([[413, "too_large"], "closed"]);
    expect(wire.client.invitations).toBe(0);
  });
  test("is found out in chunks without end", async () => {
    await wire.ask(["POST /p HTTP/1.1", "Host: x", "Transfer-Encoding: chunked"], `200001\r\n${twoMiB}`);
    expect(await wire.answers(2)).toEqual([[413, "too_large"], "closed"]);
  });
  test("is answered even to who reads only after sending twenty times as much", async () => {
    wire.client.socket.pause();
    await wire.ask(post(40 * 2 ** 20));
    for (let i = 0; i < 20; i++) await wire.client.send(twoMiB);
    wire.client.socket.resume();
    expect(await wire.answers(2)).toEqual([[413, "too_large"], "closed"]);
  });
  test("lets no call behind it through", async () => {
    await wire.ask(post(2 ** 21), twoMiB);
    await wire.ask(get("/after"));
    expect(await wire.answers(2)).toEqual([[413, "too_large"], "closed"]);
    expect(wire.calls.map(({ path }) => path)).toEqual(["/p"]);
  });
});
