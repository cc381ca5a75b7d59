import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectMock, type RemoteSpace } from "../src/control-client/index.ts";
import { run, type ServerProcess, startServerFor } from "./command.ts";
import { lackingLanguage, type Probe } from "./tools.ts";

const folder = resolve(import.meta.dirname, "../examples");

interface Example {
  readonly language: string;
  readonly probe: Probe["command"];
  readonly demo: string;
  readonly tests: string;
  /** How its runner says that nothing was left out. */
  readonly allPassed: RegExp;
}

const examples: readonly Example[] = [
  {
    language: "Python",
    probe: ["python3", "-c", "import cryptography"],
    demo: "python3 demo.py",
    tests: "python3 -m unittest",
    allPassed: /^OK$/m,
  },
  {
    language: "Go",
    probe: ["go", "list", "./..."],
    demo: "go run ./demo",
    tests: "go test -count=1 ./...",
    allPassed: /^ok /m,
  },
  {
    language: "Java",
    probe: ["javac", "--release", "17", "--version"],
    demo: "./run Demo",
    tests: "./run Tests",
    allPassed: /^tests: 35 passed, 0 failed$/m,
  },
  {
    language: "Rust",
    probe: ["cargo", "fetch", "--locked"],
    demo: "cargo run --no-default-features",
    tests: "cargo test --no-default-features",
    allPassed: /^test result: ok\. 3 passed/m,
  },
];

const classes = mkdtempSync(join(tmpdir(), "license-api-kit-java-example-"));
afterAll(() => rmSync(classes, { recursive: true }));

/** What is built lands outside of the repository; what takes long to build is there for the next time. */
const builds = {
  PYTHONDONTWRITEBYTECODE: "1",
  GOTOOLCHAIN: "local",
  JAVA_BUILD_DIR: classes,
  CARGO_TARGET_DIR: join(tmpdir(), "license-api-kit-rust-example"),
};

const life = [
  "activated: CONS-PLAI-KEYS-0001 on Laptop-1",
  "checked: usable",
  "consumed: 3 units",
  "deactivated: Laptop-1",
];
const buildTimeout = 240_000; // the first time, on a busy machine

let server: ServerProcess;
beforeAll(async () => {
  server = await startServerFor(4 * buildTimeout, "--quiet");
});
afterAll(() => server.end());

describe.each(examples)("the example in $language", ({ language, probe, demo, tests, allPassed }) => {
  const inside = join(folder, language.toLowerCase());
  const reason = lackingLanguage(language, { command: probe, folder: inside });
  let space: RemoteSpace;
  beforeAll(async () => {
    space = await connectMock(server.url).space(`example-${language}`);
  });

  const inFolder = (command: string, change: NodeJS.ProcessEnv = {}) => {
    const env = { ...process.env, ...builds, ...environmentOf(space), ...change };
    return run("bash", ["-c", `cd '${inside}' && ${command}`], env, buildTimeout);
  };

  test.skipIf(reason)(
    `lives a license's life${reason}`,
    async () => {
      const { status, stdout, stderr } = await inFolder(demo);
      expect({ status, lines: linesOf(stdout), stderr }).toMatchObject({ status: 0, lines: life });
    },
    buildTimeout,
  );

  test.skipIf(reason)(
    `passes its own tests${reason}`,
    async () => {
      const { status, stdout, stderr } = await inFolder(tests);
      expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: expect.stringMatching(allPassed) });
      expect(stdout + stderr).not.toMatch(/skipped/i);
      expect((await space.journal.entries()).map(({ outcome }) => outcome)).toContain("license_not_found");
    },
    buildTimeout,
  );

  test.skipIf(reason).each([
    ["missing-signature", "LicenseSignature header"],
    ["other-key-signature", "LicenseSignature header does not fit the answer"],
    ["other-bytes-signature", "LicenseSignature header does not fit the answer"],
    ["old-license-signature", "license_signature does not fit the license"],
  ] as const)(
    `stops at an answer with the fault %s${reason}`,
    async (kind, complaint) => {
      await space.faults.add({ kind, endpoint: "check-license", times: 1 });
      const { status, stdout, stderr } = await inFolder(demo);
      expect({ lines: linesOf(stdout), stderr }).toEqual({
        lines: life.slice(0, 1),
        stderr: expect.stringContaining(complaint),
      });
      expect(status).toBe(1);
      expect(await space.faults.unused()).toEqual([]);
    },
    buildTimeout,
  );

  test.skipIf(reason)(
    `says which variable is not set${reason}`,
    async () => {
      const { status, stderr } = await inFolder(demo, { LICENSE_API_KEY: "" });
      expect({ status, stderr }).toEqual({
        status: 1,
        stderr: expect.stringContaining("not set in the environment: LICENSE_API_KEY"),
      });
    },
    buildTimeout,
  );

  test("is run in the guide by the commands that are run here", () => {
    const guide = readFileSync(join(folder, "README.md"), "utf8");
    expect(guide).toContain(`[${language}](${language.toLowerCase()})`);
    expect(guide).toContain(`| \`${demo}\` | \`${tests}\` |`);
    expect(guide).toContain(life.join("\n"));
  });
});

function environmentOf({ credentials: { apiKey, sharedKey } }: RemoteSpace): NodeJS.ProcessEnv {
  return {
    LICENSE_API_URL: server.url,
    LICENSE_API_KEY: apiKey,
    LICENSE_SHARED_KEY: sharedKey,
    LICENSE_PUBLIC_KEY: server.publicKeyUrl,
  };
}

function linesOf(text: string): string[] {
  return text.trim().split("\n");
}
