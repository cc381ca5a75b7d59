import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { languages } from "../examples/languages.ts";
import { folderOf, prepare } from "../examples/prepare.ts";
import { connectMock, type RemoteSpace } from "../src/control/client/index.ts";
import { run, type ServerProcess, startServerFor } from "./command.ts";
import { root } from "./markdown-page.ts";
import { lacking } from "./tools.ts";

const guide = readFileSync(join(root, "examples/README.md"), "utf8");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** How the runner of a language says that nothing was left out. */
const allPassed: Readonly<Record<string, RegExp>> = {
  Python: /^OK$/m,
  Go: /^ok /m,
  Java: /^tests: \d+ passed, 0 failed$/m,
  Rust: /^test result: ok\. 4 passed/m,
  "C++": /^tests: \d+ passed, 0 failed$/m,
};

const folder = mkdtempSync(join(tmpdir(), "license-api-kit-examples-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A search path with a shell on it and nothing else. */
const emptyPath = join(folder, "bin");
mkdirSync(emptyPath);
symlinkSync("/bin/sh", join(emptyPath, "sh"));

/** What is built lands outside of the repository; what takes long to build is there for the next time. */
const builds = {
  JAVA_BUILD_DIR: join(folder, "java"),
  CARGO_TARGET_DIR: join(tmpdir(), "license-api-kit-rust-example"),
  CPP_BUILD_DIR: join(folder, "cpp"),
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
  server = await startServerFor(languages.length * buildTimeout, "--quiet");
});
afterAll(() => server.end());

const prepared = languages.map((language) => ({ ...language, language, ready: prepare(language) }));

describe.each(prepared)("the example in $name", ({ name, folder, language, tests, demo, ready }) => {
  const reason = "lacks" in ready ? ` (skipped: ${ready.lacks})` : "";
  if (reason) console.warn(`tests of the example in ${name}${reason}`); // the default reporter prints no skipped titles
  let space: RemoteSpace;
  beforeAll(async () => {
    space = await connectMock(server.url).space(`example-${folder}`);
  });

  const runDemo = (change: NodeJS.ProcessEnv = {}) => {
    const env = { ...process.env, ...("env" in ready && ready.env), ...builds, ...environmentOf(space), ...change };
    return run("bash", ["-c", `cd '${folderOf(language)}' && ${demo}`], env, buildTimeout);
  };

  test.skipIf(reason)(
    `passes its tests and lives a license's life by one command${reason}`,
    async () => {
      const { status, stdout, stderr } = await runExample(folder);
      expect({ status, said: stdout + stderr }).toEqual({
        status: 0,
        said: expect.stringMatching(allPassed[name] ?? ""),
      });
      expect(stdout + stderr).not.toMatch(/skipped/i);
      expect(stdout).toMatch(/^the mock received \d+ calls: .*license_not_found/m);
      expect(stdout).toContain(`${life.join("\n")}\nthe mock received 4 calls: 4 ok\n`);
    },
    buildTimeout,
  );

  test.skipIf(reason).each([
    ["missing-signature", "LicenseSignature header"],
    ["other-key-signature", "LicenseSignature header does not fit the answer"],
    ["other-bytes-signature", "LicenseSignature header does not fit the answer"],
    ["sha1-signature", "LicenseSignature header does not fit the answer"],
    ["pss-signature", "LicenseSignature header does not fit the answer"],
    ["rotated-key-signature", "LicenseSignature header does not fit the answer"],
    ["old-license-signature", "license_signature does not fit the license"],
    ["damaged-license-signature", "license_signature does not fit the license"],
    ["missing-license-signature", "license_signature"],
  ] as const)(
    `stops at an answer with the fault %s${reason}`,
    async (kind, complaint) => {
      await space.faults.add({ kind, endpoint: "check-license", times: 1 });
      const { status, stdout, stderr } = await runDemo();
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
      const { status, stderr } = await runDemo({ LICENSE_API_KEY: "" });
      expect({ status, stderr }).toEqual({
        status: 1,
        stderr: expect.stringContaining("not set in the environment: LICENSE_API_KEY"),
      });
    },
    buildTimeout,
  );

  test("is run in the guide by the commands that are run here", () => {
    expect(guide).toContain(`[${name}](${folder})`);
    expect(guide).toContain(`| \`npm run example:${folder}\` | \`${tests}\` | \`${demo}\` |`);
    expect(scripts[`example:${folder}`]).toBe(`node tools/fresh-build.mjs && tsx examples/run.ts ${folder}`);
  });
});

test("the guide and the page show what each demo prints", () => {
  expect(guide).toContain(life.join("\n"));
  const page = readFileSync(join(root, "docs/languages.md"), "utf8");
  expect(page).toContain(`${life.join("\n")}\nthe mock received 4 calls: 4 ok\n`);
});

test.each(languages)("where there is no tool for $name the command says which, and ends with 69", async (language) => {
  const bare = { ...process.env, PATH: emptyPath };
  const { status, stdout, stderr } = await runExample(language.folder, bare);
  const [tool] = language.probe.split(" ");
  const message = `error: there is no ${tool} here; the example in ${language.name} needs ${language.needs}\n`;
  expect({ status, stdout, stderr }).toEqual({ status: 69, stdout: "", stderr: message });
});

test.skipIf(lacking("g++"))("where libraries for C++ are missing all are named, and it ends with 69", async () => {
  const { status, stdout, stderr } = await runExample("cpp", { ...process.env, CPPFLAGS: "-nostdinc" });
  const named = ["curl/curl.h (libcurl4-openssl-dev)", "openssl/evp.h (libssl-dev)"];
  const expected = [...named, "nlohmann/json.hpp (nlohmann-json3-dev)"].join(", ");
  expect({ status, stdout, stderr }).toMatchObject({
    status: 69,
    stdout: "",
    stderr: expect.stringContaining(expected),
  });
});

test("a language that has no example is refused with those that have one", async () => {
  const { status, stderr } = await runExample("cobol");
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringMatching(/cobol, expected one of python, go, /),
  });
});

/** What `npm run example:…` does once it has built the kit. */
function runExample(name: string, env: NodeJS.ProcessEnv = process.env) {
  const args = [join(root, "node_modules/tsx/dist/cli.mjs"), join(root, "examples/run.ts"), name];
  return run(process.execPath, args, { ...env, ...builds }, buildTimeout);
}

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
