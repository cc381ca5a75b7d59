import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Server, serve } from "../src/doors/node.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { cli, run } from "./command.ts";

// `license-api-kit contract explore` as a QA engineer uses it, against the mock behind HTTP.

let mock: Mock;
let server: Server;
let folder: string;
const at = (file: string) => join(folder, file);
const command = (...args: string[]) => run(process.execPath, [cli, ...args]);
const search = (...args: string[]) =>
  command("contract", "explore", "--target", at("target.json"), "--seed", "5", ...args);

beforeAll(async () => {
  mock = createMock();
  server = await serve(mock);
  folder = mkdtempSync(join(tmpdir(), "license-api-kit-explore-"));
  await command("contract", "init", "--from-mock", server.url, "--out", at("target.json"));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => mock.reset());

test("a target that does as the mock does ends with 0, and says what was walked", async () => {
  const { status, stdout } = await search("--inputs", "40", "--walks", "4", "--report", `json=${at("report.json")}`);
  expect(stdout).toMatch(/40 requests from the schemas of \d+ endpoints, 4 walks of \d+ calls: 0 findings/);
  expect(status).toBe(0);
  const report = JSON.parse(readFileSync(at("report.json"), "utf8"));
  expect(report).toMatchObject({ seed: 5, allow: "none", exitStatus: 0, findings: [], left: [] });
  expect(report.walked[0].transitions[0]).toMatchObject({ outcome: expect.any(String), times: expect.any(Number) });
  expect(JSON.stringify(report)).not.toContain(mock.credentials.sharedKey);
});

test("what a walk finds ends with 1, leaves nothing behind, and replays from its case file", async () => {
  mock.tweak("activate-license", { transfer_count: 7 });
  const flags = [
    "--seed",
    "7",
    "--allow",
    "reversible",
    "--inputs",
    "0",
    "--walks",
    "40",
    "--bail",
    "1",
    "--out",
    at("found"),
  ];
  const { status, stdout } = await search(...flags);
  expect(stdout).toMatch(
    /FAILED walk\/(activate|check)-license\/effect-1.*\n {2}\/transfer_count \d+, expected \/transfer_count/,
  );
  expect(status).toBe(1);
  expect(existsSync(at("target.undo.json"))).toBe(false);
  const [file = ""] = readdirSync(at("found"));
  const replayed = await command("replay", at(`found/${file}`), "--target", at("target.json"), "--allow", "permanent");
  expect(replayed.stdout).toMatch(
    /DIFFERS {4}\w+ \/api\/v4\/(activate|check)_license\b.*\n.*\/transfer_count: recorded \d+, now \d+/,
  );
  expect(replayed.status).toBe(1);
});

test.each([
  [["--report", "html=x"], /expected KIND=PATH with a kind of json, markdown/],
  [["--walks", "many"], /Expected a whole number/],
  [["--allow", "all"], /Allowed choices are none, reversible, permanent/],
])("bad usage %j is told in a line", async (flags, told) => {
  const { status, stderr } = await search(...flags);
  expect(status).toBe(2);
  expect(stderr).toMatch(told);
  expect(stderr).not.toMatch(/ at .*\.js/);
});
