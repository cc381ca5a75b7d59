import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { serve } from "../src/doors/node.ts";
import { createMock } from "../src/mock/create-mock.ts";
import type { Limits } from "../src/mock/limits.ts";
import { clientOf, fingerprint, inputOf, outcomeOf } from "./calls.ts";

const mockWith = (limits: Partial<Limits>) => createMock({ clock: "2030-01-31T12:00:00Z", limits });

describe("what others send is kept up to a limit", () => {
  const activate = (mock: ReturnType<typeof createMock>, device: string) =>
    clientOf(mock).call(
      "activate-license",
      inputOf(mock, "activate-license", "unactivatedLicense", { hardware_id: device }),
    );

  test("a world that may not grow takes no new device, and says why", async () => {
    const mock = mockWith({ world: 0 });
    const before = fingerprint(mock);
    await expect(activate(mock, "new-device")).rejects.toMatchObject({ status: 413, code: "validation_error" });
    expect(fingerprint(mock)).toBe(before);
    expect(mock.journal.entries().at(-1)?.explanation).toMatch(/has grown by more than 0 bytes \(limit world\)/);
  });

  test("what makes it smaller, or as it was, is always taken", async () => {
    const mock = mockWith({ world: 6_000 });
    const company = mock.world.companies.all()[0]?.name as string;
    const refuse = (hardwareId: string) => mock.world.blacklist.add({ company, hardwareId });
    expect(() => {
      for (let at = 0; at < 200; at += 1) refuse(`device ${at}`);
    }).toThrow(/limit world/);
    mock.world.blacklist.remove(mock.world.blacklist.all()[0]?.id as number);
    expect(mock.world.blacklist.all().length).toBeGreaterThan(5);
    mock.reset();
    expect(
      mock.world.blacklist.add({ company: mock.world.companies.all()[0]?.name as string, hardwareId: "again" }),
    ).toBeDefined();
  });

  test("another world that is too large is refused, and the present one stays", () => {
    const mock = mockWith({ world: 1_000 });
    const before = fingerprint(mock);
    const large = mock.world.export();
    const products = large.products?.map((product) => ({ ...product, metadata: { text: "x".repeat(10_000) } }));
    expect(() => mock.world.replace({ ...large, ...(products && { products }) })).toThrow(/limit world/);
    expect(fingerprint(mock)).toBe(before);
  });

  test("all spaces together have a limit, and a dropped one leaves its room to others", () => {
    const mock = mockWith({ worlds: 3_000 });
    const fill = (name: string) => {
      const { world } = mock.space(name);
      world.blacklist.add({ company: world.companies.all()[0]?.name as string, hardwareId: "x".repeat(1_000) });
    };
    fill("first");
    expect(() => fill("second")).toThrow(/limit worlds/);
    mock.dropSpace("first");
    fill("second");
  });

  test("snapshots, faults and tweaks count as what a world grows by", () => {
    const refusedAt = (
      fill: (mock: ReturnType<typeof createMock>, at: number) => void,
      undo: (mock: ReturnType<typeof createMock>) => void,
    ) => {
      const mock = mockWith({ world: 50_000 });
      const fillUp = () => {
        for (let at = 0; at < 200; at += 1) fill(mock, at);
      };
      expect(fillUp).toThrow(/limit world/);
      undo(mock);
      fill(mock, 0);
    };
    const text = "x".repeat(1_000);
    refusedAt(
      ({ faults }) => faults.add({ kind: "delay", ms: 1, license: text }),
      ({ faults }) => faults.clear(),
    );
    refusedAt(
      ({ tweaks }) => tweaks.add({ endpoint: "versions", unchecked: true, patch: { text } }),
      ({ tweaks }) => tweaks.clear(),
    );
    refusedAt(
      ({ world }, at) => {
        const company = world.companies.all()[0]?.name as string;
        if (at === 0 && world.blacklist.find({ hardwareId: text }) === undefined)
          world.blacklist.add({ company, hardwareId: text });
        world.snapshots.save(`state-${at}`);
      },
      ({ world: { snapshots } }) => {
        for (const name of snapshots.list()) snapshots.remove(name);
      },
    );
  });

  test("a device stores so many bytes of variables", async () => {
    const mock = mockWith({ variables: 4_000 });
    const track = (name: string, letters: number) =>
      outcomeOf(
        clientOf(mock).call(
          "track-device-variables",
          inputOf(mock, "track-device-variables", "activeKeyLicense", { variables: { [name]: "x".repeat(letters) } }),
        ),
      );
    expect(await track("one", 500)).toBe("ok");
    expect(await track("two", 3_000)).toBe("validation_error");
    expect(await track("one", 600)).toBe("ok");
  });

  test("a journal forgets its oldest calls, those of all spaces the same", async () => {
    const sizes = async (limits: Partial<Limits>) => {
      const mock = mockWith(limits);
      const [one, other] = [mock.space("one"), mock.space("other")];
      for (let at = 0; at < 40; at += 1) {
        await one.fetch(`https://license-api.test/api/v4/versions?at=${at}`);
        await other.fetch(`https://license-api.test/api/v4/versions?at=${at}`);
      }
      return [one, other].map(({ journal }) => journal.entries().map(({ query }) => query));
    };
    const [all] = await sizes({});
    expect(all).toHaveLength(40);
    const [kept = []] = await sizes({ journal: 30_000 });
    expect(kept.length).toBeGreaterThan(5);
    expect(kept).toEqual(all?.slice(-kept.length));
    expect(kept.length).toBeLessThan(20);
    const [first = [], second = []] = await sizes({ journals: 60_000 });
    expect(first.length + second.length).toBeLessThan(40);
    expect(second.at(-1)).toBe("at=39");
  });

  test.each([
    [{ word: 1 }, "limits/word: is no limit, expected one of journal, journals, variables, world, worlds"],
    [{ world: -1 }, "limits/world: found -1, expected a number of bytes"],
  ])("the limits %j are refused", (limits, message) => {
    expect(() => createMock({ limits: limits as Partial<Limits> })).toThrow(message);
  });
});

describe("what is being read has a limit", () => {
  /** Sends a head and a part of its body, and waits for what comes back. */
  function half(port: number, path: string, length: number, sent: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.write(
          `POST ${path} HTTP/1.1\r\nHost: mock.test\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`,
        );
        socket.write("x".repeat(sent));
      });
      let text = "";
      socket.on("data", (chunk) => {
        text += chunk;
        if (text.includes("}")) socket.destroy();
      });
      socket.on("error", reject).on("close", () => resolve(text));
      socket.setTimeout(10_000, () => socket.destroy());
    });
  }

  test("bodies of all connections share a room, and who finds it full is asked to come again", async () => {
    const server = await serve(createMock(), { limits: { buffered: 100_000, headers: 1_500, request: 1_500 } });
    const holding = Array.from({ length: 4 }, () => half(server.port, "/api/v4/add_consumption", 40_000, 30_000));
    const answers = await Promise.all(holding);
    expect(answers.filter((text) => text.startsWith("HTTP/1.1 503"))).toHaveLength(1);
    expect(answers.filter((text) => text.startsWith("HTTP/1.1 408"))).toHaveLength(3);
    expect((await fetch(`${server.url}/api/v4/versions`)).status).toBe(400);
    await server.close();
  });

  test("who may not control the mock is refused by the head of the request", async () => {
    const server = await serve(createMock(), { controlToken: "s3cret", limits: { buffered: 1_000 } });
    const answer = await half(server.port, "/__mock/world", 50_000_000, 10_000);
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    await server.close();
  });

  test("connections are counted", async () => {
    const server = await serve(createMock(), { limits: { connections: 2 } });
    const open = () =>
      new Promise<ReturnType<typeof connect>>((resolve) => {
        const socket = connect(server.port, "127.0.0.1", () => resolve(socket));
      });
    const sockets = [await open(), await open(), await open()];
    const ended = await new Promise((resolve) => sockets[2]?.once("close", () => resolve("ended")));
    expect(ended).toBe("ended");
    for (const socket of sockets) socket.destroy();
    await server.close();
  });
});
