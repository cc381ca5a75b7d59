import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { gzipSync } from "node:zlib";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drivers, prepareDriver } from "../examples/drivers.ts";
import { connectMock, type RemoteSpace } from "../src/control/client/index.ts";
import { authorize } from "../src/index.ts";
import { type ServerProcess, startServerFor } from "./command.ts";
import { root } from "./markdown-page.ts";

const buildTimeout = 240_000; // the first time, on a busy machine
const folder = mkdtempSync(join(tmpdir(), "license-api-kit-drivers-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What is built lands outside of the repository; what takes long to build is there for the next time. */
const builds = {
  GO_BUILD_DIR: join(folder, "go"),
  JAVA_BUILD_DIR: join(folder, "java"),
  CARGO_TARGET_DIR: join(tmpdir(), "license-api-kit-rust-example"),
  CPP_BUILD_DIR: join(folder, "cpp"),
};

const schemas = join(root, "schemas/gauntlet");
const ajv = new Ajv2020({ strict: false, validateFormats: false });
for (const file of readdirSync(schemas)) ajv.addSchema(JSON.parse(readFileSync(join(schemas, file), "utf8")));
const answersTo: Readonly<Record<string, string>> = { hello: "hello-answer", do: "do-answer", believe: "belief" };

let server: ServerProcess;
let publicKey: string;
beforeAll(async () => {
  server = await startServerFor(drivers.length * buildTimeout, "--quiet");
  publicKey = await (await fetch(server.publicKeyUrl)).text();
});
afterAll(() => server.end());

/** A driver that runs: each message is answered by one line, which fits its schema. */
function talkTo(child: ChildProcessWithoutNullStreams) {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async (message: { verb: string } & Record<string, unknown>): Promise<Record<string, unknown>> => {
    expect(ajv.validate("driver-request.json", message), ajv.errorsText()).toBe(true);
    child.stdin.write(`${JSON.stringify(message)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error(`the driver ended at ${message.verb}`);
    const answer = JSON.parse(value);
    const schema = `driver-${answersTo[message.verb] ?? "nothing"}.json`;
    expect(ajv.validate(schema, answer), `${value}: ${ajv.errorsText()}`).toBe(true);
    return answer;
  };
}

/** What servers answer to whoever asks for no good, and where a redirect leads. */
const hostileAnswers = (elsewhere: string): Readonly<Record<string, RequestListener>> => {
  const refusal = '{"code":"license_expired","message":"';
  const json = { "Content-Type": "application/json" };
  return {
    "a list in 100,000 lists": (_, response) => response.writeHead(400, json).end("[".repeat(100_000)),
    "a refusal with 100,000 lists": (_, response) =>
      response.writeHead(400, json).end(`${refusal}","z":${"[".repeat(100_000)}${"]".repeat(100_000)}}`),
    "a body without an end": (_, response) => {
      const piece = Buffer.alloc(65_536, "x");
      const pour = () => {
        while (!response.destroyed && response.write(piece));
      };
      response.writeHead(400, json).on("drain", pour);
      pour();
    },
    "a body that drips": (_, response) => {
      const timer = setInterval(() => response.write("x"), 300);
      response.writeHead(400, json).once("close", () => clearInterval(timer));
    },
    "a bomb of gzip": (_, response) => response.writeHead(200, { ...json, "Content-Encoding": "gzip" }).end(bomb),
    "a page of HTML": (_, response) => response.writeHead(200, { "Content-Type": "text/html" }).end("<html></html>"),
    "no answer": (request) => request.socket.destroy(),
    "a redirect to another server": (_, response) =>
      response.writeHead(307, { ...json, Location: elsewhere }).end(`${refusal}"}`),
  };
};
const bomb = gzipSync(Buffer.alloc(100_000_000, "0"), { level: 1 });

async function serveOnce(listener: RequestListener) {
  const calls: string[] = [];
  const http = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`);
    listener(request, response);
  });
  await once(http.listen(0, "127.0.0.1"), "listening");
  const close = () => {
    http.closeAllConnections();
    http.close();
  };
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, calls, close };
}

const prepared = drivers.map((driver) => ({ ...driver, ready: prepareDriver(driver, { ...process.env, ...builds }) }));

describe.each(prepared)("the driver in examples/$folder", ({ folder: name, command, ready }) => {
  const reason = "lacks" in ready ? ` (skipped: ${ready.lacks})` : "";
  if (reason) console.warn(`tests of the driver in ${name}${reason}`); // the default reporter prints no skipped titles
  let space: RemoteSpace;
  beforeAll(async () => {
    space = await connectMock(server.url).space(`driver-${name}`);
  });

  /** Starts the driver, and gives what says a line to it. */
  const start = () => {
    if ("lacks" in ready) throw new Error(ready.lacks);
    const [program = "", ...args] = command;
    const child = spawn(program, args, ready);
    child.stderr.resume();
    const say = talkTo(child);
    const use = (url: string, licenseKey = "NEWX-PERP-KEYS-0001", hardwareId = "Laptop-1") => {
      const named = { product: "key-app", licenseKey, hardwareId, storage: folder };
      return say({ verb: "use", url, ...space.credentials, publicKeys: [publicKey], ...named });
    };
    const act = (action: string, more: object = {}) => say({ verb: "do", action, ...more });
    const usable = async () => (await say({ verb: "believe" })).usable;
    const end = async () => {
      await say({ verb: "end" });
      const [status] = child.exitCode === null ? await once(child, "exit") : [child.exitCode];
      return status;
    };
    return { say, use, act, usable, end };
  };

  test.skipIf(reason)(`tells what the client believes${reason}`, async () => {
    const { say, use, act, usable, end } = start();
    const { can } = await say({ verb: "hello", protocol: 1 });
    expect(can).toEqual(expect.arrayContaining(["activate", "check", "deactivate", "consume", "offline"]));
    await use(server.url);
    expect(await usable()).toBe("unknown");
    expect(await act("activate")).toEqual({ done: true });
    for (const kind of [
      "missing-signature",
      "other-key-signature",
      "old-license-signature",
      "too-many-requests",
    ] as const) {
      await space.faults.add({ kind, endpoint: "check-license", times: 1 });
      expect(await act("check"), kind).toMatchObject({ done: false });
      expect(await usable(), kind).toBe("yes");
    }
    await space.faults.add({ kind: "error", code: "license_not_enabled", endpoint: "check-license", times: 1 });
    expect(await act("check")).toMatchObject({ done: false, error: "license_not_enabled" });
    expect(await usable()).toBe("no");
    expect(await act("check")).toEqual({ done: true });
    expect(await act("release")).toMatchObject({ done: false });
    expect(await usable()).toBe("yes");
    expect(await act("deactivate")).toEqual({ done: true });
    expect(await usable()).toBe("no");
    await use(server.url, "CONS-PLAI-KEYS-0001");
    expect([await act("activate"), await act("consume", { units: 2 })]).toEqual([{ done: true }, { done: true }]);
    await say({ verb: "clock", at: "2030-01-01T00:00:00Z" });
    expect(await end()).toBe(0);
  });

  test.skipIf(reason)(`carries files to the server and back${reason}`, async () => {
    const { use, act, usable, end } = start();
    const [file, back] = [join(folder, `${name}.request`), join(folder, `${name}.license`)];
    await use(server.url, "OFFL-INEX-KEYS-0001");
    expect(await act("offline-request", { file })).toEqual({ done: true });
    const headers = { ...authorize(space.credentials), "Content-Type": "text/plain" };
    const body = readFileSync(file, "utf8");
    const answer = await fetch(`${server.url}/api/v4/activate_offline`, { method: "POST", headers, body });
    const license = await answer.text();
    writeFileSync(back, license.replace('"is_trial":false', '"is_trial":true'));
    expect(await act("offline-file", { file: back })).toMatchObject({ done: false, error: "counterfeit" });
    writeFileSync(back, license);
    await use(server.url, "OFFL-INEX-KEYS-0001", "Laptop-2");
    expect(await act("offline-file", { file: back })).toMatchObject({ done: false, error: "counterfeit" });
    expect(await usable()).toBe("unknown");
    await use(server.url, "OFFL-INEX-KEYS-0001");
    expect(await act("offline-file", { file: back })).toEqual({ done: true });
    expect(await usable()).toBe("yes");
    expect(await end()).toBe(0);
  });

  test.skipIf(reason)(`survives what a server may do, asks once and believes nothing${reason}`, async () => {
    const { use, act, usable, end } = start();
    const elsewhere = await serveOnce((_, response) => response.end("{}"));
    for (const [what, listener] of Object.entries(hostileAnswers(elsewhere.url))) {
      const hostile = await serveOnce(listener);
      await use(hostile.url);
      const from = performance.now();
      expect(await act("check"), what).toMatchObject({ done: false });
      expect(performance.now() - from, what).toBeLessThan(10_000);
      expect({ what, usable: await usable(), calls: hostile.calls.length }).toEqual({
        what,
        usable: "unknown",
        calls: 1,
      });
      hostile.close();
    }
    expect(elsewhere.calls).toEqual([]);
    elsewhere.close();
    expect(await end()).toBe(0);
  });
});

test.each(drivers)("the guide says how the driver in $folder is started", ({ folder, command }) => {
  const guide = readFileSync(join(root, "examples/README.md"), "utf8");
  expect(guide).toContain(`| [${folder}](${folder}) | \`${command.join(" ")}\``);
});

test("a driver has sixty lines at most", () => {
  const files = ["python/gauntlet_driver.py", "go/driver/main.go", "java/GauntletDriver.java"];
  files.push("rust/src/bin/gauntlet_driver.rs", "cpp/gauntlet_driver.cpp", "typescript/gauntlet-driver.ts");
  const sizes = files.map((file) => [file, readFileSync(join(root, "examples", file), "utf8").split("\n").length - 1]);
  expect(sizes.filter(([, lines]) => Number(lines) > 60)).toEqual([]);
});
