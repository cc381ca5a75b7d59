import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  checkDriver,
  type DriverFailure,
  oneShotDriver,
  runGauntlet,
  scenarios,
  startHttp,
  startProgram,
} from "../src/gauntlet/index.ts";
import { startOwn } from "./gauntlet/own-driver.ts";
import { type badPrograms, programIn } from "./gauntlet/programs.ts";

const folder = mkdtempSync(join(tmpdir(), "license-api-kit-drivers-"));
afterAll(() => rmSync(folder, { recursive: true }));

const troubles: Readonly<Record<keyof typeof badPrograms, string>> = {
  "says nothing": "hung",
  "ends by itself": "crashed",
  "is ended by a signal": "killed",
  "answers what is no JSON": "broken line",
  "answers what is no answer": "broken line",
  "says two lines for one": "flood",
  "talks without end": "flood",
};

describe("a driver that is none", () => {
  test.each(Object.entries(troubles))("that %s is told of as %s", async (name, trouble) => {
    const command = programIn(folder, name as keyof typeof badPrograms);
    const driver = await startProgram({ command, patienceMs: trouble === "hung" ? 500 : 20_000 });
    const asked = driver.ask({ verb: "hello", protocol: 1 }).then(() => driver.ask({ verb: "believe" }));
    await expect(asked).rejects.toMatchObject({ name: "DriverFailure", trouble });
    await driver.kill();
  });

  test("that cannot be started is told of, with the reason", async () => {
    await expect(startProgram({ command: [join(folder, "not-there")] })).rejects.toMatchObject({
      trouble: "unreachable",
      message: expect.stringContaining("ENOENT"),
    });
  });

  test("is no client that fails quietly: each of its scenarios is failed, with what it did", async () => {
    const command = programIn(folder, "ends by itself");
    const [scenario] = scenarios.filter(({ id }) => id === "refusals/switched-off");
    const results = [];
    for await (const result of runGauntlet({
      start: () => startProgram({ command }),
      scenarios: scenario ? [scenario] : [],
    }))
      results.push(result);
    expect(results).toMatchObject([
      {
        verdict: "failed",
        claims: [
          {
            kind: "driver",
            verdict: "failed",
            found: expect.stringMatching(/^crashed: the driver ended with status 3/),
          },
        ],
      },
    ]);
  });
});

describe("a driver that is reached by HTTP", () => {
  const serve = async (answer: (message: { verb: string }) => unknown) => {
    const server = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk) => (text += chunk));
      request.on("end", () => response.end(JSON.stringify(answer(JSON.parse(text)))));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
  };

  test("is asked by posts of JSON, and judged like any other", async () => {
    const own = await startOwn()();
    const waiting: Promise<unknown>[] = [];
    const server = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk) => (text += chunk));
      request.on("end", () => {
        const answered = own.ask(JSON.parse(text)).then((answer) => response.end(JSON.stringify(answer)));
        waiting.push(answered);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const chosen = scenarios.filter(({ id }) => id.startsWith("refusals/"));
    const verdicts = [];
    for await (const { verdict } of runGauntlet({ start: () => startHttp({ url }), scenarios: chosen, workers: 1 }))
      verdicts.push(verdict);
    expect(verdicts).toEqual(chosen.map(() => "passed"));
    await Promise.all(waiting);
    server.close();
  });

  test("that answers nonsense is told of", async () => {
    const { url, close } = await serve(() => ({ nonsense: true }));
    const driver = await startHttp({ url });
    await expect(driver.ask({ verb: "believe" })).rejects.toMatchObject({
      trouble: "broken line",
    } satisfies Partial<DriverFailure>);
    close();
  });

  test("that is not there is told of", async () => {
    const driver = await startHttp({ url: "http://127.0.0.1:9/" });
    await expect(driver.ask({ verb: "believe" })).rejects.toMatchObject({ trouble: "unreachable" });
  });
});

test("a program that is started for each line finds the line and all that it needs in its environment", async () => {
  const file = join(folder, "seen");
  const command = [
    process.execPath,
    "-e",
    `require("node:fs").appendFileSync(${JSON.stringify(file)}, process.env.GAUNTLET_VERB + " " + process.env.GAUNTLET_LICENSE_KEY + " " + process.env.GAUNTLET_CLOCK + "\\n"); console.log(JSON.stringify({ usable: "unknown" }));`,
  ] as const;
  const driver = await oneShotDriver({ command })();
  await driver.ask({
    ...{ verb: "use", url: "http://x.test", apiKey: "key", sharedKey: "shared", publicKeys: ["pem"] },
    ...{ storage: folder, product: "app", licenseKey: "KEYS", hardwareId: "here" },
  });
  await driver.ask({ verb: "clock", at: "2030-01-01T00:00:00.000Z" });
  expect(await driver.ask({ verb: "believe" })).toEqual({ usable: "unknown" });
  expect(readFileSync(file, "utf8")).toBe("believe KEYS 2030-01-01T00:00:00.000Z\n");
});

describe("a driver that is being written", () => {
  const linesOf = async (start: Parameters<typeof checkDriver>[0]) => {
    const lines = [];
    for await (const line of checkDriver(start)) lines.push(line);
    return lines;
  };

  test("is gone through line by line, and nothing is wrong with a right one", async () => {
    const lines = await linesOf(startOwn());
    expect(lines.filter(({ wrong }) => wrong !== undefined)).toEqual([]);
    expect(lines.map(({ asked }) => ("action" in asked ? asked.action : asked.verb))).toEqual([
      ...["hello", "use", "clock", "believe", "activate", "believe", "check", "believe"],
      ...["consume", "believe", "release", "believe", "deactivate", "believe", "end"],
    ]);
  });

  test("is told that it believes too much, or too little", async () => {
    const yes = (await linesOf(startOwn("says yes to all"))).flatMap(({ wrong }) => wrong ?? []);
    expect(yes).toEqual([
      "usable: yes before anything was asked, expected no or unknown",
      "usable: yes after deactivate, expected no or unknown",
    ]);
    const no = (await linesOf(startOwn("says no to all"))).flatMap(({ wrong }) => wrong ?? []);
    expect(no[0]).toBe("usable: no after check, expected yes");
  });

  test("is told what is wrong with a line, and where", async () => {
    const command = programIn(folder, "answers what is no answer");
    const [first, ...rest] = await linesOf(() => startProgram({ command }));
    expect(first?.wrong).toMatch(/^broken line: answer to hello: .*\/name|^broken line: answer to hello: \/version/);
    expect(rest).toEqual([]);
  });
});
