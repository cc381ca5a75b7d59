import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Server, serve } from "../src/doors/node.ts";
import { authorize, createMock, type Mock } from "../src/index.ts";
import { cli, run } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "license-api-kit-"));
let mock: Mock;
let server: Server;
beforeAll(async () => {
  mock = createMock();
  server = await serve(mock);
});
beforeEach(() => mock.reset());
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const env = () => ({ ...process.env, LICENSE_API_KIT_URL: server.url });
const ctl = (...words: string[]) => run(process.execPath, [cli, "ctl", ...words], env());
const said = async (...words: string[]) => {
  const { status, stdout, stderr } = await ctl(...words);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout.trimEnd();
};
const json = async (...words: string[]) => JSON.parse(await said("--json", ...words));
const check = (credentials = mock.credentials) =>
  fetch(`${server.url}/api/v4/check_license?product=key-app&license_key=ACTV-PERP-KEYS-0001&hardware_id=Laptop-1`, {
    headers: authorize(credentials),
  });
const codeOf = async (response: Response) => ((await response.json()) as { code?: string }).code;

describe("the clock", () => {
  test("is set, and says where it was moved from and to", async () => {
    await said("clock", "freeze", "2030-01-31T00:00:00Z");
    expect(await said("clock")).toBe("2030-01-31T00:00:00.000Z (frozen)");
    expect(await said("clock", "advance", "-1d")).toBe("2030-01-31T00:00:00.000Z -> 2030-01-30T00:00:00.000Z");
    expect(await json("clock", "set", "2030-02-01T00:00:00Z")).toMatchObject({ to: "2030-02-01T00:00:00.000Z" });
    expect(await said("clock", "run", "60")).toContain("rate 60");
    expect(mock.clock.rate()).toBe(60);
  });

  test("goes to a moment of a license, and tells what came about", async () => {
    const moved = await said("clock", "advance-to", "TIME-LIMI-KEYS-0001", "expiry", "--offset", "1s");
    expect(moved).toMatch(/license-expired TIME-LIMI-KEYS-0001/);
  });
});

describe("faults and tweaks", () => {
  test("a fault fails the calls that it is meant for, and is listed with how many", async () => {
    const words = ["--code", "license_not_found", "--endpoint", "check-license", "--times", "1"];
    expect(await said("fault", "add", "error", ...words)).toMatch(
      /^fault \d+: error code=license_not_found endpoint=check-license times=1 \(met 0 calls, failed 0\)$/,
    );
    const [{ id }] = await json("fault", "list", "--unused");
    expect(await codeOf(await check())).toBe("license_not_found");
    expect(await said("fault", "list", "--unused")).toBe("no faults");
    expect(await said("fault", "list")).toMatch(/met 1 calls, failed 1/);
    await said("fault", "remove", String(id));
    expect(mock.faults.list()).toEqual([]);
    expect(await ctl("fault", "remove", String(id))).toMatchObject({
      status: 1,
      stderr: `error: there is no fault ${id}\n`,
    });
  });

  test("a fault takes all its fields as flags", async () => {
    const of = { endpoint: "activate-license", input: { hardware_id: "Laptop-2" } };
    expect(await said("fault", "add", "answer-of", "--of", JSON.stringify(of))).toMatch(
      /^fault \d+: answer-of of=\{"endpoint":"activate-license","input":\{"hardware_id":"Laptop-2"\}\} \(/,
    );
    expect(await ctl("fault", "add", "answer-of", "--of", "products")).toMatchObject({ status: 2 });
    const flags = await said("fault", "add", "--help");
    const { allOf } = JSON.parse(readFileSync(new URL("../schemas/control/fault.json", import.meta.url), "utf8"));
    const kinds: { then?: { properties: object } }[] = allOf;
    const fields = new Set(kinds.flatMap(({ then }) => Object.keys(then?.properties ?? {})));
    const asFlag = (field: string) => `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    expect([...fields].filter((field) => !flags.includes(asFlag(field)))).toEqual([]);
  });

  test.each([['{"is_expired":true}'], ["is_expired=true"]])("a tweak changes answers: %s", async (patch) => {
    expect(await said("tweak", "add", "check-license", patch, "--times", "1")).toMatch(
      /^tweak \d+: check-license \{"is_expired":true\} times=1 \(changed 0 answers\)$/,
    );
    expect(await (await check()).json()).toMatchObject({ is_expired: true });
    await said("tweak", "clear");
    expect(await said("tweak", "list")).toBe("no tweaks");
  });
});

describe("the journal", () => {
  test("shows each call with the rules that decided", async () => {
    await said("world", "set", "licenses", await idOfLicense(), "enabled=false");
    await check();
    const shown = await said(
      "journal",
      "--endpoint",
      "check-license",
      "--outcome",
      "license_not_enabled",
      "--last",
      "1",
    );
    expect(shown).toMatch(/GET \/api\/v4\/check_license 400 license_not_enabled/);
    expect(shown).toMatch(/\n {2}why: refused: The license is disabled \(license_not_enabled\)$/);
    expect(await json("journal", "--outcome", "ok")).toEqual([]);
    await said("journal", "--clear");
    expect(await said("journal")).toBe("");
  });

  test("is followed as calls come in", async () => {
    const child = spawn(process.execPath, [cli, "ctl", "--json", "journal", "--follow"], { env: env() });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    for (const outcome of ["ok", "license_not_enabled"]) {
      await check();
      expect(JSON.parse((await lines.next()).value as string)).toMatchObject({ outcome });
      await said("world", "set", "licenses", await idOfLicense(), "enabled=false");
    }
    child.kill("SIGINT");
    await once(child, "exit");
  });
});

const idOfLicense = async () => {
  const [{ id }] = await json("world", "get", "licenses", "licenseKey=ACTV-PERP-KEYS-0001");
  return String(id);
};

describe("the world", () => {
  test("is looked at and edited by rows", async () => {
    const { id } = await json("world", "add", "blacklist", "hardwareId=Bad-1");
    expect(await json("world", "get", "blacklist", String(id))).toMatchObject({ id, hardwareId: "Bad-1" });
    expect(await said("world", "get", "blacklist", "hardwareId=Bad-1")).toMatch(/^\{.*"hardwareId":"Bad-1".*\}$/);
    expect(await said("world", "remove", "blacklist", String(id))).toBe(`removed blacklist ${id}`);
    expect(await ctl("world", "get", "blacklist", String(id))).toMatchObject({
      status: 1,
      stderr: `error: blacklist: there is no row of the id ${id}\n`,
    });
  });

  test("is exported to a file that loads again, and saved by name", async () => {
    const file = join(folder, "world.json");
    expect(await said("world", "export", file)).toBe(`wrote ${file}`);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(mock.world.export());
    expect(await said("world", "load", file)).toBe(`loaded ${file}`);
    await said("snapshot", "save", "before");
    await said("world", "set", "licenses", await idOfLicense(), '{"enabled":false}');
    expect(await said("snapshot", "list")).toBe("before");
    await said("snapshot", "restore", "before");
    expect((await check()).status).toBe(200);
    await said("snapshot", "remove", "before");
    expect((await ctl("snapshot", "remove", "before")).status).toBe(1);
  });
});

describe("spaces", () => {
  test("are made with credentials, chosen by a flag, and dropped", async () => {
    const { name, credentials } = await json("space", "new", "mine", "--clock", "2030-01-31T00:00:00Z");
    expect(name).toBe("mine");
    expect(await said("--space", "mine", "clock")).toBe("2030-01-31T00:00:00.000Z (frozen)");
    await said("fault", "add", "error", "--code", "internal_error", "--space", "mine");
    expect(await codeOf(await check(credentials))).toBe("internal_error");
    expect((await check()).status).toBe(200);
    await said("reset", "--space", "mine");
    expect((await check(credentials)).status).toBe(200);
    expect(await said("space", "list")).toBe("default\nmine");
    expect(await said("space", "drop", "mine")).toBe("dropped mine");
  });

  test("that do not exist are refused, not made", async () => {
    expect(await ctl("--space", "mien", "clock")).toMatchObject({ status: 1, stderr: expect.stringMatching(/"mien"/) });
    expect(mock.spaces()).toEqual(["default"]);
  });
});

describe("what goes wrong is said in one line, by the exit status too", () => {
  test.each([
    [1, ["clock", "advance", "soon"], /^error: clock: found "soon", expected a duration like 30d/],
    [1, ["fault", "add", "error"], /^error: fault.*code/],
    [1, ["world", "set", "licenses", "5", "enabled=false"], /^error: .*5/],
    [1, ["space", "drop", "default"], /^error: the space default is the main one, which only a reset puts back/],
    [2, ["fault", "add", "delai"], /'delai' is invalid.*delay/],
    [2, ["fault", "add", "delay", "--endpoint", "check-licence"], /Did you mean check-license\?/],
    [2, ["tweak", "add", "check-license", "{"], /^error: found "{", expected a JSON object/],
    [2, ["world", "get", "license"], /'license' is invalid.*licenses/],
    [2, ["world", "load", "/no/such/file"], /^error: world load \/no\/such\/file: ENOENT/],
    [2, ["--url", "ftp://x", "clock"], /Expected an address like http:\/\/127\.0\.0\.1:8080/],
    [
      3,
      ["--url", "http://127.0.0.1:1", "clock"],
      /^error: no mock server at http:\/\/127\.0\.0\.1:1 \(.*\); start one with license-api-kit serve --port 1, /,
    ],
  ])("%i: ctl %j", async (status, words, message) => {
    const ended = await ctl(...words);
    expect(ended).toMatchObject({ status, stdout: "", stderr: expect.stringMatching(message) });
    if (status !== 2) expect(ended.stderr.trimEnd()).not.toContain("\n");
  });

  test("a server of another kind is no mock server", async () => {
    const other = createServer((_request, response) => response.end("<html>hello</html>"));
    await once(other.listen(0, "127.0.0.1"), "listening");
    const { port } = other.address() as AddressInfo;
    const ended = await ctl("--url", `http://127.0.0.1:${port}`, "clock");
    other.close();
    expect(ended).toMatchObject({ status: 3, stderr: expect.stringMatching(/answered HTTP 200 without JSON/) });
  });

  test("a server with a control token wants it from a flag or the environment", async () => {
    const guarded = await serve(createMock(), { controlToken: "token-of-this-test" });
    const at = (token?: string) =>
      run(process.execPath, [cli, "ctl", "--url", guarded.url, "space", "list"], {
        ...process.env,
        ...(token !== undefined && { LICENSE_API_KIT_CONTROL_TOKEN: token }),
      });
    expect(await at("token-of-this-test")).toMatchObject({ status: 0, stdout: "default\n" });
    expect(await at()).toMatchObject({ status: 1, stderr: expect.stringMatching(/^error: /) });
    await guarded.close();
  });
});

test.each([
  ["clock advance"],
  ["fault add"],
  ["tweak add"],
  ["journal"],
  ["space new"],
  ["world set"],
  ["snapshot save"],
  ["reset"],
])("ctl %s --help shows an example", async (words) => {
  expect(await said(...words.split(" "), "--help")).toMatch(/Examples?:\n {2}license-api-kit ctl /);
});
