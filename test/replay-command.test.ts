import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, serve } from "../src/doors/node.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { clientOf, inputOf } from "./calls.ts";
import { cli, run } from "./command.ts";

// `license-api-kit replay` as a user runs it: a session with a running mock, taken from its journal, played again.

let mock: Mock;
let server: Server;
let folder: string;
const at = (file: string) => join(folder, file);
const replay = (...args: string[]) => run(process.execPath, [cli, "replay", ...args]);
const write = (file: string, value: unknown) => writeFileSync(at(file), JSON.stringify(value));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "license-api-kit-replay-"));
  mock = createMock();
  server = await serve(mock);
  const client = clientOf(mock);
  await client.call("check-license-feature", inputOf(mock, "check-license-feature", "featureLicense"));
  const input = inputOf(mock, "activate-license", "activeUserLicense", { hardware_id: "Laptop-7" });
  await client.call("activate-license", input);
  for (const [file, path] of [
    ["session.har", "journal.har"],
    ["cases.json", "journal/cases"],
  ] as const) {
    write(file, await (await fetch(`${server.url}/__mock/${path}`)).json());
  }
  const { status } = await run(process.execPath, [
    ...[cli, "contract", "init", "--from-mock", server.url, "--out", at("target.json")],
  ]);
  expect(status).toBe(0);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each(["session.har", "cases.json"])("%s on a fresh mock: nothing differs", async (file) => {
  const { status, stdout } = await replay(at(file), "--mock");
  expect(stdout).toContain("2 the same, 0 different, 0 blocked");
  expect(status).toBe(0);
});

test("on a mock of the other dialect the differences are printed, without secrets", async () => {
  const { status, stdout } = await replay(at("session.har"), "--mock", "--policy", "dialect=service");
  expect(status).toBe(1);
  expect(stdout).toMatch(/DIFFERS +GET \/api\/v4\/check_license_feature\n +\/\w+: recorded .+, now /);
  expect(stdout).not.toContain("Ada-1815");
});

test("a running mock is asked by its address", async () => {
  mock.reset();
  const { status, stdout } = await replay(at("cases.json"), "--url", server.url);
  expect(stdout).toContain("2 the same");
  expect(status).toBe(0);
});

test("a target is changed with leave only", async () => {
  mock.reset();
  const refused = await replay(at("cases.json"), "--target", at("target.json"));
  expect(refused.stderr).toContain("may change the target for good; --allow permanent sends them");
  expect(refused.status).toBe(2);
  const { status, stdout } = await replay(at("cases.json"), "--target", at("target.json"), "--allow", "permanent");
  expect(stdout).toContain("2 the same");
  expect(status).toBe(0);
});

test("a target that is not there ends with 3, one that nothing can be compared with ends with 4", async () => {
  const gone = { baseUrl: "http://127.0.0.1:9", credentials: { apiKey: "x", sharedKey: "env:HOME" }, roles: {} };
  write("gone.json", gone);
  write("nothing.json", { exchanges: [] });
  const { status, stderr } = await replay(at("cases.json"), "--target", at("gone.json"), "--allow", "permanent");
  expect(stderr).toContain("cannot be reached");
  expect(status).toBe(3);
  expect((await replay(at("nothing.json"), "--mock")).status).toBe(4);
});

test.each([
  [{ log: {} }, ["--mock"], "/log/entries: found nothing, expected a list"],
  [{ exchanges: [{}] }, ["--mock"], "/exchanges/0/request: found nothing, expected "],
  [{ exchanges: [] }, [], "found nobody to ask, expected one of --target, --mock, --url"],
  [{ exchanges: [] }, ["--mock", "--url", "http://127.0.0.1:9"], "found --mock and --url, expected one of"],
  [{ exchanges: [] }, ["--url", "http://127.0.0.1:9"], "--url http://127.0.0.1:9: no answer"],
])("bad use ends with 2 and says what is wrong: %j %j", async (file, flags, message) => {
  write("bad.json", file);
  const { status, stderr } = await replay(at("bad.json"), ...flags);
  expect(stderr).toContain(message);
  expect(status).toBe(2);
});
