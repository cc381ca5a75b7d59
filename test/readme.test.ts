import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { validate } from "../src/api/validate.ts";
import { run, type ServerProcess, startServer } from "./command.ts";
import { readPage, root } from "./markdown-page.ts";
import { lacking } from "./tools.ts";

const readme = readPage("README.md");
const claim = readme.claim;
const folder = `${root}.readme-blocks`; // inside the project, so that its name resolves

beforeAll(() => mkdirSync(folder, { recursive: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("there are exactly two commands at the top, and .ci/run runs them to the letter", () => {
  const ci = readFileSync(`${root}.ci/run`, "utf8");
  for (const command of ["npm ci && npm start", "npm ci && npm test"]) {
    expect(claim("sh", command).text).toBe(`${command}\n`);
    expect(ci).toContain(command);
  }
});

test("the vitest file passes", async () => {
  const { text, printed = "" } = claim("ts", "// license.test.ts");
  writeFileSync(`${folder}/license.test.ts`, text);
  writeFileSync(`${folder}/vitest.config.ts`, "export default {};\n"); // else the project's own is found
  const { status, stdout } = await run("npx", ["vitest", "run", "--root", folder, "license.test.ts"], {
    ...process.env,
    NO_COLOR: "1",
  });
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: expect.stringContaining(printed.trim()),
  });
});

test("the vitest file of the contract passes", async () => {
  const { text, printed = "" } = claim("ts", "// contract.test.ts");
  writeFileSync(`${folder}/contract.test.ts`, text);
  writeFileSync(`${folder}/vitest.config.ts`, "export default {};\n");
  const args = ["vitest", "run", "--root", folder, "contract.test.ts"];
  const { status, stdout } = await run("npx", args, { ...process.env, NO_COLOR: "1" });
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining(printed.trim()) });
});

const recipes = ["expires", "last-seat", "counterfeit", "mid-activation"].map((name) => ({
  file: `${name}.test.ts`,
  ...claim("ts", `// ${name}.test.ts`),
}));

test("the recipes pass", async () => {
  for (const { file, text } of recipes) writeFileSync(`${folder}/${file}`, text);
  writeFileSync(`${folder}/vitest.config.ts`, "export default {};\n");
  const args = ["vitest", "run", "--root", folder, ...recipes.map(({ file }) => file)];
  const { status, stdout } = await run("npx", args, { ...process.env, NO_COLOR: "1" });
  const printed = recipes.find((recipe) => recipe.printed !== undefined)?.printed ?? "nothing";
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining(printed.trim()) });
});

test("the target file is one, and its secrets stand elsewhere", () => {
  expect(validate("target", JSON.parse(claim("json", "LICENSE_SHARED_KEY").text))).toEqual([]);
});

test.each(["total_consumptions", "mock.faults.add"])(
  "the program with %s prints what stands below it",
  async (mark) => {
    const { text, printed } = claim("ts", mark);
    writeFileSync(`${folder}/program.ts`, text);
    const outfile = `${folder}/program.mjs`;
    await build({
      entryPoints: [`${folder}/program.ts`],
      outfile,
      format: "esm",
      packages: "external",
      bundle: true,
      platform: "node",
    });
    expect(await run(process.execPath, [outfile])).toEqual({ status: 0, stdout: printed, stderr: "" });
  },
);

describe("as a server", () => {
  const start = claim("sh", "npx license-api-kit serve");
  let server: ServerProcess;
  beforeAll(async () => {
    server = await startServer("--quiet");
  });
  afterAll(() => server.end());

  test("the command starts the server that the calls below go to", () => {
    expect(start.text).toBe("npx license-api-kit serve --port 8080\n"); // here on a free port, without npx
  });

  const control = claim("ts", "// control.ts");
  test("the program that controls it prints what stands below it", async () => {
    writeFileSync(`${folder}/control.ts`, control.text);
    const outfile = `${folder}/control.mjs`;
    const entryPoints = [`${folder}/control.ts`];
    await build({ entryPoints, outfile, format: "esm", packages: "external", bundle: true, platform: "node" });
    const env = { ...process.env, MOCK_URL: server.url };
    expect(await run(process.execPath, [outfile], env)).toEqual({ status: 0, stdout: control.printed, stderr: "" });
  });

  const { text, printed } = claim("sh", "openssl");
  test.skipIf(lacking("sh", "curl", "openssl"))(
    "the call made of openssl and curl prints what stands below it",
    async () => {
      const { stdout } = await run("sh", ["-c", text.replaceAll("http://127.0.0.1:8080", server.url)]);
      expect(`${stdout}\n`).toBe(printed);
    },
  );
});

describe("against staging", () => {
  const init = claim("sh", "contract init\n");
  const both = claim("sh", "--from-mock");
  let server: ServerProcess;
  beforeAll(async () => {
    server = await startServer("--quiet");
    rmSync(`${folder}/run`, { recursive: true, force: true });
    mkdirSync(`${folder}/run`, { recursive: true });
  });
  afterAll(() => server.end());

  const inFolder = (text: string) => {
    const command = `${process.execPath} ${root}dist/cli.js`;
    const script = text.replaceAll("npx license-api-kit", command).replaceAll("http://127.0.0.1:8080", server.url);
    return run("sh", ["-ec", `cd ${folder}/run\n${script}`]);
  };

  test("init writes a starter", async () => {
    expect(await inFolder(init.text)).toMatchObject({ status: 0 });
    expect(readFileSync(`${folder}/run/target.json`, "utf8")).toContain("LICENSE_SHARED_KEY");
  });

  test("a mock plays the target, and the run prints what stands below it", async () => {
    const { status, stdout } = await inFolder(both.text);
    const plain = stdout
      .replaceAll(server.url, "http://127.0.0.1:8080")
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z, [\d.]+ s/, "2026-11-22T12:00:00.000Z, 3.1 s");
    expect({ status, stdout: plain }).toEqual({ status: 0, stdout: both.printed });
    expect(readFileSync(`${folder}/run/report.html`, "utf8")).toContain("<html");
  });
});

test("every block was run", () => {
  expect(readme.unclaimed()).toEqual([]);
});

test("every page under docs/ has a test that runs its blocks, and is one click from the top", () => {
  const pages = readdirSync(`${root}docs`).filter((name) => name.endsWith(".md"));
  const written = ["kill-table.md", "mutation-score.md", "vectors.md"]; // by commands, and nothing to run in them
  const short = [...readFileSync(`${root}test/docs/short-pages.test.ts`, "utf8").matchAll(/"docs\/([\w-]+\.md)"/g)];
  const own = readdirSync(`${root}test/docs`).map((name) => name.replace(".test.ts", ".md"));
  const tested = [...own, ...short.map(([, name]) => name), ...written];
  expect(pages.filter((page) => !tested.includes(page))).toEqual([]);
  expect(pages.filter((page) => !readme.text.includes(`(docs/${page})`))).toEqual([]);
});
