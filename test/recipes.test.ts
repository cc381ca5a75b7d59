import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "license-api-kit-recipes-"));
beforeAll(() => {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root, encoding: "utf8" });
  for (const file of listed.split("\n").filter((one) => one !== "" && !one.startsWith("fixtures/exchanges/"))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The commands of each recipe, as CONTRIBUTING.md has them. */
const page = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");
const recipes = [...page.matchAll(/^### A new (\w+)\n+```sh\n([\s\S]*?)```/gm)].map(([, kind = "", block = ""]) => ({
  kind,
  commands: block.trim().split("\n"),
}));

function play(command: string): { status: number | null; said: string } {
  const { LICENSE_API_KIT_REPORT: _report, ...inherited } = process.env;
  const env = { ...inherited, NO_COLOR: "1", CI: "true" };
  const { status, stdout, stderr } = spawnSync("sh", ["-c", command], {
    cwd: folder,
    env,
    encoding: "utf8",
    timeout: 300_000,
  });
  return { status, said: stdout + stderr };
}

/** Takes every line with a text out of a file of the copy, or the file itself; gives what puts it back. */
function forget(file: string, text?: string): () => void {
  const path = join(folder, file);
  const whole = readFileSync(path, "utf8");
  if (text === undefined) unlinkSync(path);
  else {
    expect(whole).toContain(text);
    const lines = whole.split("\n").filter((line) => !line.includes(text));
    writeFileSync(path, lines.join("\n"));
  }
  return () => writeFileSync(path, whole);
}

/** What somebody forgot, how, the command that tells, and what it says. */
type Forgotten = readonly [what: string, omit: () => () => void, command: string, says: readonly RegExp[]];

/** What somebody may forget of each kind. */
const forgotten: Readonly<Record<string, readonly Forgotten[]>> = {
  endpoint: [
    [
      "its behaviour",
      () => forget("src/mock/endpoints/index.ts", '"pause-license": pauseLicense'),
      "npx vitest run --project unit test/catalogue.test.ts",
      [/src\/mock\/endpoints\/index\.ts has no pause-license/],
    ],
    [
      "its cases and its test",
      () => {
        const both = [
          forget("src/contract/cases/index.ts", "...pauseLicenseCases"),
          forget("test/endpoints/pause-license.test.ts"),
        ];
        return () => {
          for (const remember of both) remember();
        };
      },
      "npx vitest run --project unit test/catalogue.test.ts",
      [/pause-license > has a contract case for ok/, /test\/endpoints\/pause-license\.test\.ts/],
    ],
    [
      "what its answer comes from",
      () => forget("test/answer-values/sources/answers.ts", '"pause-license.response.json"'),
      "npx vitest run --project unit test/answer-values.test.ts -t 'has a source'",
      [/pause-license\.response\.json/],
    ],
    [
      "a schema",
      () => forget("schemas/wire/pause-license.request.json"),
      "npm run --silent generate",
      [/^npm run generate: schemas\/wire\/pause-license\.request\.json is missing\n$/],
    ],
  ],
  fault: [
    [
      "what a client sees",
      () => forget("test/faults.test.ts", '"cut-answer"'),
      "npx vitest run --project unit test/faults.test.ts -t 'has its row here'",
      [/cut-answer/],
    ],
  ],
  policy: [
    [
      "its note",
      () => forget("decisions/api-choices.md", "pausedCheck"),
      "npx vitest run --project unit test/policies/written.test.ts",
      [/pausedCheck: pausedCheck/],
    ],
  ],
  report: [
    [
      "its place in the list",
      () => forget("src/contract/report/index.ts", '"plain-text": plainTextReport'),
      "npx vitest run --project unit test/report-plain-text.test.ts",
      [/the plain-text report/],
    ],
  ],
};

test("there is a recipe for each kind of skeleton", () => {
  expect(recipes.map(({ kind }) => kind)).toEqual(Object.keys(forgotten));
});

/** Each takes minutes, as it ends with all checks: they are played with LICENSE_API_KIT_THOROUGH set. */
const isThorough = process.env.LICENSE_API_KIT_THOROUGH !== undefined;
const played = isThorough ? recipes : [];

/** The recipes side by side in one copy, each command once: the skeletons first, then what all of them end with. */
const commands = [...new Set(played.flatMap((recipe) => recipe.commands))].sort(
  (one, other) => Number(other.startsWith("npm run new")) - Number(one.startsWith("npm run new")),
);

test.skipIf(!isThorough)(
  "the recipes are green from their first lines to their last, side by side",
  () => {
    for (const command of commands) {
      const { status, said } = play(command);
      expect(status, `${command}\n${said}`).toBe(0);
    }
  },
  600_000,
);

const omissions = isThorough ? Object.entries(forgotten) : [];

// The skeletons stand in the copy by now.
test.each(omissions.flatMap(([kind, rows]) => rows.map((row) => [kind, ...row] as const)))(
  "a new %s without %s fails by name",
  (_kind, _what, omit, command, messages) => {
    const remember = omit();
    const { status, said } = play(command);
    remember();
    expect(status, `${command}\n${said}`).not.toBe(0);
    for (const message of messages) expect(said).toMatch(message);
  },
  300_000,
);

test.each([
  ["new endpoint Pause_License", /found the name "Pause_License", expected one like pause-license/],
  ["new endpoints pause", /found the kind "endpoints", expected one of endpoint, fault, policy, report/],
  ["new endpoint check-license", /check-license\.request\.json: it is there already/],
])("npm run %s says what is wrong", (command, message) => {
  const { status, said } = play(`npm run --silent ${command}`);
  expect(status).toBe(2);
  expect(said).toMatch(message);
});
