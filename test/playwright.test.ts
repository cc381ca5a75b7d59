import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectMock } from "../src/control/client/index.ts";
import type { Har } from "../src/traffic/har.ts";
import { findChromium } from "./browser/find-chromium.ts";
import { type ServerProcess, startServerFor } from "./command.ts";
import { root } from "./markdown-page.ts";
import { type PlaywrightRun, playwright } from "./playwright/run.ts";

const timeout = 240_000;
const own = ["-c", "test/playwright"];
const all = (expected: number) => ({ expected, unexpected: 0, flaky: 0, skipped: 0 });

test(
  "each worker starts a server, where none is named",
  async () => {
    const specs = ["fixture.spec.ts", "options.spec.ts", "worker.spec.ts"];
    const { errors, stats } = await playwright([...own, ...specs]);
    expect({ errors, stats }).toEqual({
      errors: [expect.stringContaining('spaceOptions/clock: found beside spacePer "worker", expected none')],
      stats: all(13),
    });
  },
  timeout,
);

describe("a server that runs already", () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await startServerFor(timeout, "--quiet", "--control-token", "hush-hush");
  });
  afterAll(() => server.end());
  const env = () => ({ LICENSE_API_KIT_URL: server.url, LICENSE_API_KIT_CONTROL_TOKEN: "hush-hush" });

  test(
    "is used by all workers, and none of their spaces is left",
    async () => {
      const { errors, stats } = await playwright([...own, "fixture.spec.ts"], { env: env() });
      expect({ errors, stats }).toEqual({ errors: [], stats: all(8) });
      expect(await connectMock(server.url, { token: "hush-hush" }).spaces()).toEqual(["default"]);
    },
    timeout,
  );

  test(
    "was set up where it was started",
    async () => {
      const { errors, stats } = await playwright([...own, "options.spec.ts"], { env: env() });
      expect(stats).toMatchObject({ expected: 0, unexpected: 2 });
      const complaint = `mockOptions: found beside mockUrl ${server.url}, expected one of them`;
      expect(errors[0]).toContain(complaint);
    },
    timeout,
  );

  test.each([
    ["has another control token", () => ({ ...env(), LICENSE_API_KIT_CONTROL_TOKEN: "other" }), /control token/],
    ["is not there", () => ({ LICENSE_API_KIT_URL: "http://127.0.0.1:1" }), /127\.0\.0\.1:1 \(fetch failed, /],
  ])(
    "that %s is told of by name",
    async (_problem, given, complaint) => {
      const { errors, stats } = await playwright([...own, "fixture.spec.ts", "-g", "at a moment"], { env: given() });
      expect(stats).toMatchObject({ expected: 0, unexpected: 1 });
      expect(errors[0]).toMatch(/mockUrl: found nobody who can be controlled at .*, expected a mock/);
      expect(errors[0]).toMatch(complaint);
    },
    timeout,
  );
});

describe("a test that fails", () => {
  let ended: PlaywrightRun;
  beforeAll(async () => {
    ended = await playwright([...own, "failing.spec.ts"]);
  }, timeout);

  test("has the end of its journal attached, the newest call first", () => {
    const text = ended.attachments("a license that nobody has")["license-api-journal.txt"];
    expect(text).toMatch(/^What the space space-\d+ received, newest first:\n.*check_license 400 license_not_found/);
    expect(text).toContain("the password is wrong (authentication_failure)");
    expect(ended.attachments("nobody is asked")["license-api-journal.txt"]).toContain("nothing was received");
  });

  test("has its calls attached as a HAR file without secrets", () => {
    const text = ended.attachments("a license that nobody has")["license-api-journal.har"] ?? "";
    const { entries } = (JSON.parse(text) as Har).log;
    expect(entries.map(({ comment }) => comment)).toEqual(["authentication_failure", "license_not_found"]);
    expect(entries[1]?.request.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/v4\/check_license\?.*license_key=NONE/);
    expect(text).not.toMatch(/passw0rd-of-mary|signature=\\"[^*]/);
  });

  test("is the only kind that has", () => {
    expect(ended.stats).toEqual({ expected: 1, unexpected: 2, flaky: 0, skipped: 0 });
    expect(ended.attachments("a test that passes has nothing attached")).toEqual({});
  });
});

const chromium = findChromium();
const skipped = "missing" in chromium && process.env.CI !== "true" ? ` (skipped: ${chromium.missing})` : "";
if (skipped) console.warn(`the example with Playwright${skipped}`);

describe("the example", () => {
  test.skipIf(skipped)(
    `passes: a page, its backend and the mock${skipped}`,
    async () => {
      const { errors, stats } = await playwright(["-c", "examples/playwright"]);
      expect({ errors, stats }).toEqual({ errors: [], stats: all(9) });
    },
    timeout,
  );

  test("is run in the guide by a command that builds first, then does what is done here", () => {
    const { scripts } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
    expect(scripts["example:playwright"]).toBe("node tools/fresh-build.mjs && playwright test -c examples/playwright");
    const guide = readFileSync(`${root}examples/README.md`, "utf8");
    expect(guide).toContain("`npm run example:playwright`");
    expect(guide).toContain("(playwright)");
  });
});
