import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { root } from "../markdown-page.ts";
import { githubErrors, githubJob, runJob } from "../pipeline-files.ts";
import { lacking } from "../tools.ts";

// The workflow of releases. Its scripts run here as a runner does it, up to publishing, for which a stand-in of npm says what
// it was asked.

const workflow = readFileSync(join(root, ".github/workflows/release.yml"), "utf8");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
const job = githubJob(workflow, "package");
const [compare, check, ...packing] = job.scripts;

const home = mkdtempSync(join(tmpdir(), "license-api-kit-release-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

test("GitHub's parser finds nothing wrong with it, and would find a misspelt word", async () => {
  expect(await githubErrors(workflow)).toEqual([]);
  expect(await githubErrors(workflow.replace("id-token", "id-tokens"))).not.toEqual([]);
});

test("each job may do what it is for and no more, and one after the other", () => {
  const { on, permissions, jobs } = parse(workflow);
  expect({ on, permissions }).toEqual({ on: { push: { tags: ["v*"] } }, permissions: {} });
  const rows = Object.entries<Record<string, unknown>>(jobs).map(([name, { needs, permissions: own }]) => [
    name,
    needs,
    own,
  ]);
  expect(rows).toEqual([
    ["package", undefined, { contents: "read" }],
    ["publish", "package", { "id-token": "write" }],
    ["release", "publish", { contents: "write" }],
  ]);
});

test("its actions are GitHub's own, and no secret reaches the job that runs our code", () => {
  const used = Array.from(workflow.matchAll(/uses: (\S+)/g), ([, action]) => action);
  for (const action of used) expect(action).toMatch(/^actions\/[\w-]+@(v\d+|[0-9a-f]{40})$/);
  expect(JSON.stringify(parse(workflow).jobs.package)).not.toMatch(/secrets|github\.token/);
});

describe.skipIf(lacking("bash", "npm", "tar"))("a tag is pushed:", () => {
  let packed: { readonly failed: boolean; readonly printed: string };
  const checkout = join(home, "checkout");

  /** A run of some scripts where the checkout is. What is built is packed, as the build is none of theirs. */
  const play = (scripts: typeof job.scripts, given: Readonly<Record<string, string>>) =>
    runJob({ ...job, scripts }, checkout, { RUNNER_TEMP: home, npm_config_ignore_scripts: "true", ...given });

  beforeAll(async () => {
    mkdirSync(checkout);
    for (const name of ["package.json", "LICENSE", "README.md", "dist", "fixtures", "schemas"]) {
      cpSync(join(root, name), join(checkout, name), { recursive: true });
    }
    packed = await play(packing, {});
  }, 300_000);

  test.each([
    [`v${version}`, false, ""],
    ["v99.0.0", true, `::error title=Release::the tag: found v99.0.0, expected v${version}, as package.json says`],
    [version, true, `found ${version}, expected v${version}`],
  ])("%s", async (tag, failed, message) => {
    const ended = await play(compare ? [compare] : [], { GITHUB_REF_NAME: tag });
    expect(ended).toEqual({ failed, printed: expect.stringContaining(message) });
  });

  test("everything is checked before it is packed", () => {
    expect(check?.text).toBe(".ci/run");
  });

  test("the packed file gives a first signed answer in an empty folder", () => {
    expect(packed).toEqual({ failed: false, printed: expect.stringContaining(`\n${version}\n`) });
    expect(packed.printed).toContain("the first answer is signed, and the license is active");
  });

  test("package and bill of materials are what goes on", () => {
    expect(readdirSync(join(checkout, "packed")).sort()).toEqual([`license-api-kit-${version}.tgz`, "sbom.cdx.json"]);
    const bom = JSON.parse(readFileSync(join(checkout, "packed/sbom.cdx.json"), "utf8"));
    expect(bom).toMatchObject({
      bomFormat: "CycloneDX",
      metadata: { component: { name: "license-api-kit", version } },
    });
  });

  test.each([
    ["with a token, which stands in no file", "t0ken", `config set //npm.test/:_authToken \${NPM_TOKEN}\n`],
    ["without one, by what the workflow is trusted for", "", ""],
  ])("it is published with provenance, %s", async (_how, token, configured) => {
    const bin = join(home, `bin-${token}`);
    mkdirSync(bin);
    const script = '#!/bin/sh\nif [ "$2" = get ]; then echo https://npm.test/; else echo "$@"; fi\n';
    writeFileSync(join(bin, "npm"), script, { mode: 0o755 });
    const env = { PATH: `${bin}:${process.env.PATH}`, NPM_TOKEN: token };
    expect(await runJob(githubJob(workflow, "publish"), checkout, env)).toEqual({
      failed: false,
      printed: `${configured}publish ./packed/license-api-kit-${version}.tgz --provenance --access public\n`,
    });
  });
});
