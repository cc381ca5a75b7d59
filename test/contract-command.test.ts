import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "jsonc-parser";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { validate } from "../src/api/validate.ts";
import { type Server, serve } from "../src/doors/node.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { cli, run } from "./command.ts";
import { fingerprint } from "./fingerprint.ts";

// `license-api-kit contract` as a QA engineer uses it, against the mock behind HTTP.

let mock: Mock;
let server: Server;
let folder: string;
const at = (file: string) => join(folder, file);
const contract = (...args: string[]) => run(process.execPath, [cli, "contract", ...args]);
const runTarget = (...args: string[]) => contract("run", "--target", at("target.json"), ...args);

beforeAll(async () => {
  mock = createMock();
  server = await serve(mock);
  folder = mkdtempSync(join(tmpdir(), "license-api-kit-contract-"));
  const { status } = await contract("init", "--from-mock", server.url, "--out", at("target.json"));
  expect(status).toBe(0);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => mock.reset());

describe("init", () => {
  test("from a mock keeps every secret out of the target file", () => {
    const text = readFileSync(at("target.json"), "utf8");
    const secrets = readFileSync(at("target.secrets.json"), "utf8");
    for (const secret of [mock.credentials.sharedKey, "Ada-1815", "test-id-token-linus"]) {
      expect(text).not.toContain(secret);
      expect(secrets).toContain(secret);
    }
    expect(statSync(at("target.secrets.json")).mode & 0o077).toBe(0);
    expect(validate("target", JSON.parse(text))).toEqual([]);
  });

  test("writes a starter that explains itself and can be read as it is", async () => {
    await contract("init", "--out", at("starter.json"));
    const text = readFileSync(at("starter.json"), "utf8");
    expect(validate("target", parse(text))).toEqual([]);
    expect(text).toContain("// A license that the vendor has switched off, active on this device. Needed by");
    expect(text).not.toContain("Ada-1815");
    const withRoles = parse(text.replaceAll(/^( +)\/\/ ("\w+": \{)/gm, "$1$2"));
    expect(validate("target", withRoles)).toEqual([]);
    expect(Object.keys(withRoles.roles).length).toBeGreaterThan(50);
  });

  test("replaces nothing unless told to", async () => {
    const again = await contract("init", "--out", at("target.json"));
    expect(again).toMatchObject({ status: 2, stderr: expect.stringContaining("--force") });
    const gone = await contract("init", "--from-mock", "http://127.0.0.1:1", "--out", at("new.json"));
    expect(gone).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("--from-mock http://127.0.0.1:1: no answer"),
    });
    expect(existsSync(at("new.json"))).toBe(false);
  });
});

describe("run", () => {
  test("by default changes nothing on the target", async () => {
    const before = fingerprint(mock);
    const { status, stdout } = await runTarget("--report", `json=${at("none.json")}`);
    expect({ status, stdout }).toMatchObject({ status: 0 });
    expect(fingerprint(mock)).toBe(before);
    const { summary } = JSON.parse(readFileSync(at("none.json"), "utf8"));
    expect(summary.verdicts).toMatchObject({ failed: 0, blocked: 0, open: 0, drift: 0, "not-judged": 0 });
    expect(summary.verdicts.skipped).toBeGreaterThan(50);
  });

  test("with everything allowed checks every case, none blocked", async () => {
    const { status } = await runTarget("--allow", "permanent", "--report", `json=${at("all.json")}`);
    expect(status).toBe(0);
    const { summary, cases } = JSON.parse(readFileSync(at("all.json"), "utf8"));
    expect(summary.verdicts).toMatchObject({ passed: summary.checked, blocked: 0, skipped: 0 });
    expect(summary.checked + summary.verdicts["not-applicable"]).toBe(cases.length);
    expect(summary.checked).toBeGreaterThan(1_190);
  });

  test("learns how a target has chosen, and writes the policy", async () => {
    const chosen = createMock({ policy: { expiredCheck: "error", unknownParameters: "reject" } });
    const other = await serve(chosen);
    await contract("init", "--from-mock", other.url, "--out", at("chosen.json"));
    const { status } = await contract(
      ...["run", "--target", at("chosen.json"), "--filter", "check_license/*", "--write-policy", at("policy.json")],
    );
    await other.close();
    expect(status).toBe(0);
    const policy = JSON.parse(readFileSync(at("policy.json"), "utf8"));
    expect(policy).toEqual({ expiredCheck: "error", unknownParameters: "reject" });
    expect(createMock({ policy }).policy).toMatchObject(policy);
  });

  test("undoes what it did when it is interrupted, and cleanup does after a crash", async () => {
    const args = ["run", "--target", at("target.json"), "--allow", "reversible", "--rate", "20"];
    for (const signal of ["SIGINT", "SIGKILL"] as const) {
      mock.reset();
      const child = spawn(process.execPath, [cli, "contract", ...args, "--filter", "deactivate_license/ok*"]);
      const ended = once(child, "exit", { signal: AbortSignal.timeout(30_000) });
      for (let turn = 0; turn < 600 && !existsSync(at("target.undo.json")); turn += 1) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      child.kill(signal);
      const [ending] = await ended;
      expect(ending).toBe(signal === "SIGINT" ? 4 : null);
      expect(existsSync(at("target.undo.json"))).toBe(signal === "SIGKILL");
      if (signal === "SIGINT") continue;
      expect(await runTarget()).toMatchObject({ status: 2, stderr: expect.stringContaining("contract cleanup") });
      const { stdout, status } = await contract("cleanup", "--target", at("target.json"));
      expect({ status, stdout }).toMatchObject({
        status: 0,
        stdout: expect.stringContaining("undone: deactivate_license/ok"),
      });
    }
    expect(existsSync(at("target.undo.json"))).toBe(false);
    expect(await runTarget("--allow", "reversible", "--filter", "deactivate_license/*")).toMatchObject({ status: 0 });
  }, 60_000);
});

describe("a target file", () => {
  test("may begin with a byte order mark, and so may the file of its secrets", async () => {
    const [target, secrets] = ["target.json", "target.secrets.json"].map((file) => readFileSync(at(file), "utf8"));
    writeFileSync(at("marked.secrets.json"), `\uFEFF${secrets}`);
    writeFileSync(at("marked.json"), `\uFEFF${target?.replaceAll("file:target.secrets", "file:marked.secrets")}`);
    const { status, stderr } = await contract("run", "--target", at("marked.json"), "--filter", "products/ok");
    expect({ status, stderr }).toMatchObject({ status: 0 });
  });
});

describe("a reader of the output that has seen enough", () => {
  test("ends the command without a stack", async () => {
    const child = spawn(process.execPath, [cli, "contract", "list"], { stdio: ["ignore", "pipe", "pipe"] });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.stdout.destroy();
    await once(child, "close");
    expect(stderr).toBe("");
  });
});

describe("the exit status", () => {
  test("is 1 where the contract is broken, and 5 where a known failure passes", async () => {
    const broken = createServer((_request, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("<h1>"),
    );
    await new Promise<void>((resolve) => broken.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${(broken.address() as AddressInfo).port}`;
    const target = JSON.parse(readFileSync(at("target.json"), "utf8"));
    writeFileSync(at("broken.json"), JSON.stringify({ ...target, baseUrl }));
    const args = ["--filter", "products/*"];
    const first = await contract("run", "--target", at("broken.json"), ...args, "--write-baseline", at("known.json"));
    expect(first).toMatchObject({ status: 1, stdout: expect.stringContaining("products/ok") });
    const known = ["--baseline", at("known.json")];
    expect(await contract("run", "--target", at("broken.json"), ...args, ...known)).toMatchObject({ status: 0 });
    broken.close();
    expect(await runTarget(...args, ...known)).toMatchObject({ status: 5, stdout: expect.stringContaining("stale") });
  });

  test.each([
    ["a file that is not there", ["--target", "nowhere.json"], "nowhere.json"],
    ["a report of no kind", ["--report", "pdf=x.pdf"], "expected KIND=PATH"],
    ["a report in no folder", ["--report", "json=/nowhere/x.json"], "/nowhere"],
    ["an effect that is none", ["--allow", "everything"], "reversible"],
    ["a report in place of a folder", ["--report", "json=/"], "/ is a folder, expected the name of a file"],
    ["two reports in one place", ["--report", "json=-", "--report", "html=-"], "another report goes to -"],
    ["a baseline in no folder", ["--write-baseline", "/nowhere/x.json"], "/nowhere cannot be written to"],
    ["a policy in place of a folder", ["--write-policy", "/"], "/ is a folder"],
    ["no workers", ["--workers", "0"], "above 0"],
    ["no time to answer", ["--timeout", "0"], "above 0"],
    ["no failures to end after", ["--bail", "0"], "above 0"],
    ["a rate that no timer keeps", ["--rate", "0.000001"], "not below 0.00001"],
    ["a baseline that is not there", ["--baseline", "none.json"], "--write-baseline makes one"],
  ])("is 2 for %s", async (_what, args, message) => {
    const target = args.includes("--target") ? [] : ["--target", at("target.json")];
    const { status, stderr } = await contract("run", ...target, ...args);
    expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
  });

  test.each([
    ["broken JSON", (text: string) => text.replace("{", ""), /line \d+, column \d+: this is not JSON/],
    ["brackets without end", () => "[".repeat(100_000), /line 1: found brackets nested more than 1000 deep/],
    [
      "a secret in plain text",
      (text: string) => text.replace(/"file:[^"]*sharedKey"/, '"abc"'),
      "as env:NAME or file:PATH",
    ],
    [
      "an unknown field",
      (text: string) => text.replace('"baseUrl"', '"baseURL": 1, "baseUrl"'),
      "/baseURL: is not documented",
    ],
    [
      "a variable that is not set",
      (text: string) => text.replace(/"file:[^"]*sharedKey"/, '"env:NOT_SET"'),
      "NOT_SET is not set",
    ],
    ["a secret that is not there", (text: string) => text.replace("#/sharedKey", "#/none"), "has no text at /none"],
    [
      "a public key that is none",
      (text: string) => text.replace(/"-----BEGIN[^"]*"/, '"hello"'),
      '/publicKey: found "hello", expected a public key as PEM',
    ],
    [
      "a password in its address",
      (text: string) => text.replace("http://", "http://user:secret@"),
      "/baseUrl: expected an address like https://api.example.test, without user",
    ],
    [
      "an API key alone",
      (text: string) => text.replace(/,\s*"sharedKey": "[^"]*"/, ""),
      "/credentials: expected apiKey with sharedKey, or accessToken",
    ],
    [
      "a role that nobody plays",
      (text: string) => text.replace('"roles": {', '"roles": { "empty": [],'),
      "/roles/empty: expected the fields of a role",
    ],
    [
      "a policy that is none",
      (text: string) => text.replace('"roles"', '"policy": { "expiredchecks": 1 }, "roles"'),
      "/policy: policy expiredchecks: there is no such policy",
    ],
  ])("is 2 for a target file with %s", async (_what, change, message) => {
    writeFileSync(at("bad.json"), change(readFileSync(at("target.json"), "utf8")));
    const { status, stderr } = await contract("run", "--target", at("bad.json"));
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).toContain("bad.json");
  });

  test("is 3 where nobody answers or the credentials are refused", async () => {
    const target = JSON.parse(readFileSync(at("target.json"), "utf8"));
    writeFileSync(at("down.json"), JSON.stringify({ ...target, baseUrl: "http://127.0.0.1:1" }));
    const down = await contract("run", "--target", at("down.json"));
    expect(down).toMatchObject({ status: 3, stderr: expect.stringContaining("cannot be reached") });
    writeFileSync(at("wrong.json"), JSON.stringify({ ...target, credentials: { ...target.credentials, apiKey: "x" } }));
    const wrong = await contract("run", "--target", at("wrong.json"));
    expect(wrong).toMatchObject({ status: 3, stderr: expect.stringContaining("invalid_api_key") });
  });

  test("is 4 where nothing or too little was checked", async () => {
    const stderr = expect.stringContaining("note: no case fits --filter no_such_case/*");
    expect(await runTarget("--filter", "no_such_case/*")).toMatchObject({ status: 4, stderr });
    expect(await runTarget("--filter", "products/ok", "--min-checked", "2")).toMatchObject({ status: 4 });
    const target = JSON.parse(readFileSync(at("target.json"), "utf8"));
    writeFileSync(at("empty.json"), JSON.stringify({ ...target, roles: {} }));
    const { status, stdout } = await contract("run", "--target", at("empty.json"), "--filter", "check_license/*");
    expect({ status, stdout }).toMatchObject({ status: 4, stdout: expect.stringContaining("activeKeyLicense") });
  });
});
