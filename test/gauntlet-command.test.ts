import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { isValid } from "../src/api/validate.ts";
import { cli, run } from "./command.ts";
import { root } from "./markdown-page.ts";

const folder = mkdtempSync(join(tmpdir(), "license-api-kit-gauntlet-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

const own = [process.execPath, "--import", "tsx", `${root}test/gauntlet/own-program.ts`];
const gauntlet = (flags: readonly string[], ...traits: readonly string[]) =>
  run(process.execPath, [cli, "gauntlet", ...flags, "--", ...own, ...traits]);
const only = (...patterns: readonly string[]) => patterns.flatMap((pattern) => ["--filter", pattern]);

describe("gauntlet", () => {
  test("says of a right client that it stands what it was judged by, axis by axis", async () => {
    const { status, stdout, stderr } = await gauntlet(
      only("refusals/switched-off", "trouble/half", "manners/bounded-503", "lawful-answers/clock-ahead"),
      "cannot clock",
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^The gauntlet of license clients, 2026\.1, for own 1 \(TypeScript\)\n/);
    expect(stdout).toContain("the client does not claim clock: 1");
    expect(stdout).toContain(
      "  cannot be fooled: 1 judged, 1 passed\n  does not lock out who pays: 1 judged, 1 passed, 1 not applicable\n  manners: 1 judged, 1 passed\n",
    );
    expect(stdout).toContain(
      "The client stands every scenario that it must, of those that it was judged by. Exit status 0.",
    );
  });

  test("names what a client fails, with what was found, expected and demanded, in every kind of report", async () => {
    const files = {
      json: "report.json",
      junit: "report.xml",
      html: "report.html",
      markdown: "report.md",
      github: "report.txt",
    };
    const reports = Object.entries(files).flatMap(([kind, file]) => ["--report", `${kind}=${join(folder, file)}`]);
    const chosen = only(
      "forged-answers/other-key",
      "forged-answers/pss",
      "forged-answers/inside-damaged",
      "refusals/switched-off",
    );
    const { status, stdout } = await gauntlet([...chosen, ...reports, "--label", "build 7"], "verifies nothing");
    expect(status).toBe(1);
    expect(stdout).toContain(
      "FAILED forged-answers/other-key: An activation is answered with a signature by a key that nobody trusts.",
    );
    expect(stdout).toMatch(
      /found {7}usable: yes \(step 3\)\n {2}expected {4}usable: no or unknown\n {2}rests on {4}documented: response signature v2/,
    );
    expect(stdout).toContain("The client fails the gauntlet in 2 scenarios. Exit status 1.");
    expect(stdout).toContain("otherwise than most");
    const text = (file: string) => readFileSync(join(folder, file), "utf8");
    const report = JSON.parse(text("report.json"));
    expect(isValid("report", report)).toBe(true);
    expect(report.client).toMatchObject({ name: "own", language: "TypeScript", requirements: "2026.1" });
    const [failed] = report.cases.filter(({ id }: { id: string }) => id === "forged-answers/other-key");
    expect(failed).toMatchObject({ endpoint: "cannot be fooled", outcome: "must", verdict: "failed" });
    expect(failed.exchanges[0].answer.status).toBe(200);
    expect(JSON.stringify(report)).not.toContain("shared-key-that-only");
    expect(text("report.xml")).toMatch(
      /<testsuites name="The gauntlet of license clients, 2026\.1, for own 1 \(TypeScript\) \(build 7\)"[^>]* failures="2"/,
    );
    expect(text("report.html")).toContain("<h1>The client fails the gauntlet in 2 scenarios.</h1>");
    expect(text("report.md")).toContain("- cannot be fooled: 4 judged, 1 passed, 2 failed, 1 otherwise than most");
    expect(text("report.txt")).toContain("::error title=forged-answers/pss::");
  });

  test("says of a driver that ends in the middle that it did, with what it said", async () => {
    const { status, stdout } = await gauntlet(only("hostile-bodies/deep"), "counts how deep answers are");
    expect(status).toBe(1);
    expect(stdout).toMatch(/found {7}crashed: the driver ended with status 1; it said: .*RangeError/);
  });

  test("expects what a baseline knows, and is told when it is gone", async () => {
    const known = join(folder, "known.json");
    const chosen = only("forged-answers/pss", "forged-answers/sha-1");
    expect((await gauntlet([...chosen, "--write-baseline", known], "takes PSS")).status).toBe(1);
    const again = await gauntlet([...chosen, "--baseline", known], "takes PSS");
    expect({ status: again.status, told: again.stdout.includes("but for 1 known failure") }).toEqual({
      status: 0,
      told: true,
    });
    const other = await gauntlet([...chosen, "--baseline", known], "takes SHA-1");
    expect(other.status).toBe(1);
    const better = await gauntlet([...chosen, "--baseline", known]);
    expect({
      status: better.status,
      told: better.stdout.includes("The client is better than its baseline says"),
    }).toEqual({ status: 5, told: true });
  });

  test("compares two clients, or two runs", async () => {
    const [before, after] = ["before.json", "after.json"].map((name) => join(folder, name)) as [string, string];
    const chosen = only("forged-answers/pss", "forged-answers/sha-1");
    await gauntlet([...chosen, "--report", `json=${before}`]);
    await gauntlet([...chosen, "--report", `json=${after}`], "takes PSS");
    const { status, stdout } = await run(process.execPath, [cli, "contract", "compare", before, after]);
    expect(status).toBe(1);
    expect(stdout).toContain("forged-answers/pss");
    expect(stdout).not.toContain("forged-answers/sha-1");
  });

  test("a client that should do better fails a strict run only", async () => {
    const chosen = only("clocks-and-copies/clock-before-the-license");
    const mild = await gauntlet(chosen, "believes any clock");
    expect({ status: mild.status, told: mild.stdout.includes("1 scenario that it should stand it does not") }).toEqual({
      status: 0,
      told: true,
    });
    expect((await gauntlet([...chosen, "--strict"], "believes any clock")).status).toBe(1);
  });

  test.each([
    ["no driver", ["gauntlet"], 2, "expected a driver: its program after --, or --driver-url"],
    ["two drivers", ["gauntlet", "--driver-url", "http://127.0.0.1:9", "--", "true"], 2, "expected a driver"],
    [
      "a set that is none",
      ["gauntlet", "--set", "1999.1", "--", "true"],
      2,
      '--set: found "1999.1", expected one of 2026.1, next',
    ],
    ["a baseline that is not there", ["gauntlet", "--baseline", "none.json", "--", "true"], 2, "there is no such file"],
    [
      "a program that is not there",
      ["gauntlet", "--", "./no-such-driver"],
      3,
      "./no-such-driver: unreachable: spawn ./no-such-driver ENOENT",
    ],
    ["a program that is no driver", ["gauntlet", "--", "true"], 3, "true: crashed: the driver ended with status 0"],
    [
      "a driver that is nowhere",
      ["gauntlet", "--driver-url", "http://127.0.0.1:9"],
      3,
      "http://127.0.0.1:9: unreachable",
    ],
  ])("tells of %s in one line", async (_what, words, status, told) => {
    const ended = await run(process.execPath, [cli, ...words]);
    expect(ended.status).toBe(status);
    expect(ended.stderr).toContain(told);
    expect(ended.stderr).not.toMatch(/\n {4}at /);
  });

  test("a filter that fits nothing judges nothing, and says so", async () => {
    const { status, stderr } = await gauntlet(only("forged-answers/none"));
    expect({ status, told: stderr.includes("no scenario fits --filter forged-answers/none") }).toEqual({
      status: 4,
      told: true,
    });
  });

  test("lists scenarios by axis with their levels, and as JSON with every step", async () => {
    const { stdout } = await run(process.execPath, [cli, "gauntlet", "list"]);
    expect(stdout).toMatch(/cannot be fooled: \d+\n {2}must {4}forged-answers\/other-key /);
    const [first] = JSON.parse((await run(process.execPath, [cli, "gauntlet", "list", "--json"])).stdout);
    expect(first).toMatchObject({ level: "must", id: "forged-answers/other-key", steps: expect.any(Array) });
  });
});

test("gauntlet check-driver goes through every line, and ends with 1 where one is wrong", async () => {
  const right = await run(process.execPath, [cli, "gauntlet", "check-driver", "--", ...own]);
  expect({ status: right.status, end: right.stdout.trimEnd().split("\n").at(-1) }).toEqual({
    status: 0,
    end: "the driver is right",
  });
  const wrong = await run(process.execPath, [cli, "gauntlet", "check-driver", "--", ...own, "says no to all"]);
  expect(wrong.status).toBe(1);
  expect(wrong.stdout).toContain(
    '→ {"verb":"believe"}\n← {"usable":"no"}\n  WRONG: usable: no after check, expected yes',
  );
});

describe("gauntlet observe", () => {
  const observe = (script: string, ...flags: readonly string[]) =>
    run(process.execPath, [cli, "gauntlet", "observe", ...flags, "--", process.execPath, "-e", script]);
  const check = `
    const { createHmac } = require("node:crypto");
    const { LICENSE_API_URL: url, LICENSE_API_KEY: apiKey, LICENSE_SHARED_KEY: sharedKey } = process.env;
    const call = (more = "", redirect = "manual") => {
      const date = new Date().toUTCString();
      const signature = createHmac("sha256", sharedKey).update("licenseSpring\\ndate: " + date).digest("base64");
      const authorization = 'algorithm="hmac-sha256",headers="date",signature="' + signature + '",apikey="' + apiKey + '"';
      return fetch(url + "/api/v4/check_license?product=key-app" + more, { headers: { date, authorization }, redirect }).catch(() => {});
    };`;

  test("runs a client's own tests in each weather, and says what came to the server", async () => {
    const { status, stdout } = await observe(`${check} call();`);
    expect(stdout).toContain("  manners: 6 judged, 6 passed\n");
    expect(status).toBe(0);
  });

  test("names a secret in an address, and calls without end", async () => {
    const shown = await observe(`${check} call("&key=" + encodeURIComponent(sharedKey));`);
    expect({ status: shown.status, told: shown.stdout.includes("found       the shared key in an address") }).toEqual({
      status: 1,
      told: true,
    });
    const endless = await observe(`${check} (async () => { for (let n = 0; n < 30; n += 1) await call(); })();`);
    expect({ status: endless.status, told: endless.stdout.includes("one that was made 30 times in a row") }).toEqual({
      status: 1,
      told: true,
    });
  });

  test("says nothing of tests that never call, end never or are not there", async () => {
    const idle = await observe("");
    expect({ status: idle.status, told: idle.stdout.includes("no call came to LICENSE_API_URL") }).toEqual({
      status: 7,
      told: true,
    });
    const late = await observe("setInterval(() => {}, 1000)", "--patience", "400");
    expect({ status: late.status, told: late.stdout.includes("they ran for more than 400 ms") }).toEqual({
      status: 7,
      told: true,
    });
    const missing = await run(process.execPath, [cli, "gauntlet", "observe", "--", "./not-there"]);
    expect({ status: missing.status, told: missing.stdout.includes("ENOENT") }).toEqual({ status: 7, told: true });
  });
});
