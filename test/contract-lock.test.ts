import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RunReport } from "../src/contract/report/report.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { cli, run } from "./command.ts";
import { closeServers, mockServer } from "./hostile-targets/servers.ts";

// How a target has chosen where the documents are silent: found, accepted with a reason, and held to from then on.

let folder: string;
let mock: Mock;
const at = (file: string) => join(folder, file);
const read = (file: string) => JSON.parse(readFileSync(at(file), "utf8"));
const contract = (...args: string[]) => run(process.execPath, [cli, "contract", ...args]);
const accept = (...args: string[]) => contract("accept", "--target", at("target.json"), ...args);
const asking = ["check_license/ok", "check_license/ok-expired"];

/** Runs a few cases, with what the report says of them by their ids. */
async function runTarget(filter = asking, ...args: string[]) {
  const filters = filter.flatMap((one) => ["--filter", one]);
  const report = ["--report", `json=${at("report.json")}`];
  const ended = await contract("run", "--target", at("target.json"), ...filters, ...report, ...args);
  const { cases, questions } = read("report.json") as RunReport;
  const { verdict, claims = [] } = cases.find(({ id }) => id === "check_license/ok-expired") ?? {};
  const departures = claims.filter((claim) => claim.verdict !== "held");
  return { ...ended, verdict, departures, questions: questions.map(({ id }) => id) };
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "license-api-kit-lock-"));
  mock = createMock({ policy: { expiredCheck: "error" } });
  const url = await mockServer(mock, () => undefined);
  const { roles, credentials, publicKey } = mock;
  const { apiKey, sharedKey } = credentials;
  writeFileSync(at("secrets.json"), JSON.stringify({ sharedKey }));
  const target = { credentials: { apiKey, sharedKey: "file:secrets.json#/sharedKey" }, publicKey };
  const { expiredLicense, activeKeyLicense } = roles;
  writeFileSync(
    at("target.json"),
    JSON.stringify({ baseUrl: url, ...target, roles: { expiredLicense, activeKeyLicense } }),
  );
});
afterEach(() => {
  closeServers();
  rmSync(folder, { recursive: true, force: true });
});

describe("an open question", () => {
  test("is no failure, is written down beside the target file, and fails a strict run", async () => {
    const { status, verdict, departures, questions, stdout } = await runTarget();
    expect({ status, verdict, questions }).toEqual({ status: 0, verdict: "open", questions: ["expiredCheck"] });
    expect(departures).toMatchObject([
      { evidence: "assumed", question: "expiredCheck", answer: "400 license_expired" },
    ]);
    expect(stdout).toContain("serve --policy expiredCheck=error");
    expect(read("contract.lock.json").targets).toEqual({
      "target.json": {
        expiredCheck: {
          about: "an expired license answers with a flag (a success)",
          policy: { expiredCheck: "error" },
          answers: { "400 license_expired": ["check_license/ok-expired"] },
        },
      },
    });
    expect(await runTarget(asking, "--strict")).toMatchObject({ status: 1 });
  });

  test("is listed, and accepted with a reason only", async () => {
    expect(await accept()).toMatchObject({ status: 0, stdout: expect.stringContaining("There is no open question") });
    await runTarget();
    expect(await accept()).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("expiredCheck\n  found 400 license_expired"),
    });
    for (const [args, message] of [
      [["expiredCheck"], "--reason"],
      [["expiredCheck", "--reason", " "], "--reason"],
      [["expiredchek", "--reason", "it is so"], "did you mean expiredCheck?"],
      [["expiredCheck", "--all", "--reason", "it is so"], "one of the two"],
    ] as const) {
      expect(await accept(...args)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
    }
    expect(await runTarget()).toMatchObject({ verdict: "open" });
  });
});

describe("an accepted answer", () => {
  const reason = "our service refuses what has expired, says the vendor";

  beforeEach(async () => {
    await runTarget();
    expect(await accept("expiredCheck", "--reason", reason)).toMatchObject({ status: 0 });
  });

  test("is no question any more, in a strict run neither", async () => {
    const { status, verdict, questions } = await runTarget(asking, "--strict");
    expect({ status, verdict, questions }).toEqual({ status: 0, verdict: "accepted", questions: [] });
    expect(await accept()).toMatchObject({ stdout: expect.stringContaining("There is no open question") });
  });

  test("is held to: another answer fails, though it is the kit's own", async () => {
    mock.reset();
    const other = createMock({ policy: { expiredCheck: "flag" } });
    mock.fetch = other.fetch;
    const { status, verdict, departures, questions } = await runTarget();
    expect({ status, verdict, questions }).toEqual({ status: 1, verdict: "failed", questions: [] });
    expect(departures).toMatchObject([
      {
        evidence: `declared: contract.lock.json (${reason})`,
        expected: "400 license_expired, as was accepted",
        suspect: "target",
      },
    ]);
  });

  test("stays accepted when a run asks other cases, or cannot reach the target", async () => {
    await runTarget(["check_license/ok"]);
    closeServers();
    expect(await runTarget()).toMatchObject({ status: 3 });
    expect(read("contract.lock.json").targets["target.json"].expiredCheck).toMatchObject({ accepted: reason });
  });

  test("leaves those of other target files alone", async () => {
    writeFileSync(at("other.json"), readFileSync(at("target.json"), "utf8"));
    await contract("run", "--target", at("other.json"), "--filter", "check_license/ok-expired");
    const { targets } = read("contract.lock.json");
    expect(targets["target.json"].expiredCheck.accepted).toBe(reason);
    expect(targets["other.json"].expiredCheck).not.toHaveProperty("accepted");
  });
});

test("a policy that the target file declares is held to as well", async () => {
  writeFileSync(at("target.json"), JSON.stringify({ ...read("target.json"), policy: { expiredCheck: "flag" } }));
  const { status, departures } = await runTarget();
  expect(status).toBe(1);
  expect(departures).toMatchObject([
    { evidence: "declared: expiredCheck=flag, by the target file", suspect: "target" },
  ]);
});

test.each([
  ["no JSON", "{", "contract.lock.json"],
  ["no targets", "{}", "/targets: found nothing"],
  ["a question without answers", '{"targets":{"target.json":{"x":{"about":"y"}}}}', "/targets/target.json/x"],
  ["a list in place of questions", '{"targets":{"target.json":[]}}', "/targets/target.json"],
])("a lock file with %s is told of, and stays", async (_what, text, message) => {
  writeFileSync(at("contract.lock.json"), text);
  const ended = await contract("run", "--target", at("target.json"), "--filter", "check_license/ok");
  expect(ended).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
  expect(readFileSync(at("contract.lock.json"), "utf8")).toBe(text);
});

describe("a baseline", () => {
  test("knows findings, not cases: another finding of the same case is a failure", async () => {
    const spoilt = (members: string) =>
      mockServer(mock, (path) => (path.includes("check_license") ? members : undefined));
    const point = async (members: string) => {
      writeFileSync(at("target.json"), JSON.stringify({ ...read("target.json"), baseUrl: await spoilt(members) }));
    };
    await point('{"license_key":"A"}');
    const first = await runTarget(["check_license/ok"], "--write-baseline", at("known.json"));
    expect(first).toMatchObject({ status: 1 });
    const known = ["--baseline", at("known.json")];
    expect(await runTarget(["check_license/ok"], ...known)).toMatchObject({ status: 0 });
    await point("[]");
    expect(await runTarget(["check_license/ok"], ...known)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining("not in the baseline"),
    });
  });

  test("of another form than this version writes is told of", async () => {
    writeFileSync(at("old.json"), '{"failures":{"check_license/ok":"HTTP 500"}}');
    expect(
      await contract(
        "run",
        "--target",
        at("target.json"),
        "--baseline",
        at("old.json"),
        "--filter",
        "check_license/ok",
      ),
    ).toMatchObject({ status: 2, stderr: expect.stringContaining("/failures/check_license/ok") });
  });
});

test("--write-policy writes what was observed, and nothing that was not asked", async () => {
  await runTarget(asking, "--write-policy", at("policy.json"));
  expect(read("policy.json")).toEqual({ expiredCheck: "error" });
  await runTarget(["check_license/ok"], "--write-policy", at("policy.json"));
  expect(read("policy.json")).toEqual({});
});
