import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Server, serve } from "../../src/doors/node.ts";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { cli, run } from "../command.ts";
import { root } from "../markdown-page.ts";
import { githubErrors, githubJob, gitlabErrors, gitlabJob, runJob } from "../pipeline-files.ts";
import { lacking } from "../tools.ts";

// The templates of docs/ci, their scripts run as a runner does it: in a fresh folder each night, with nothing from the night
// before but what the template keeps.

const github = readFileSync(join(root, "docs/ci/github-contract.yml"), "utf8");
const gitlab = readFileSync(join(root, "docs/ci/gitlab-contract.yml"), "utf8");

let mock: Mock;
let server: Server;
let home: string;
beforeAll(async () => {
  mock = createMock();
  server = await serve(mock);
  home = mkdtempSync(join(tmpdir(), "license-api-kit-ci-"));
  await run(process.execPath, [cli, "contract", "init", "--from-mock", server.url, "--out", join(home, "all.json")]);
  const { roles, ...rest } = JSON.parse(readFileSync(join(home, "all.json"), "utf8"));
  const credentials = { apiKey: "env:LICENSE_API_KEY", sharedKey: "env:LICENSE_SHARED_KEY" };
  const { activeKeyLicense } = roles;
  writeFileSync(join(home, "staging.json"), JSON.stringify({ ...rest, credentials, roles: { activeKeyLicense } }));
});
afterAll(async () => {
  await server.close();
  rmSync(home, { recursive: true, force: true });
});

test("GitHub's parser finds nothing wrong with the workflow, and would find a misspelt word", async () => {
  expect(await githubErrors(github)).toEqual([]);
  expect(await githubErrors(github.replace("timeout-minutes", "timeout-minute"))).toEqual([
    expect.stringContaining("Unexpected value 'timeout-minute'"),
  ]);
});

test("GitLab's schema finds nothing wrong with the pipeline, and would find a misspelt word", async () => {
  expect(await gitlabErrors(gitlab)).toBe("");
  expect(await gitlabErrors(gitlab.replace("expire_in", "expires_in"))).toContain(
    "'expires_in' property is not expected",
  );
});

test.each([
  ["GitHub", github],
  ["GitLab", gitlab],
])("the template for %s names the version that this is", (_where, text) => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(text).toContain(`LICENSE_API_KIT: license-api-kit@${version}\n`);
});

describe.skipIf(lacking("bash", "npm")).each([
  ["GitHub", githubJob(github)],
  ["GitLab", gitlabJob(gitlab, "license-contract")],
])("night by night on %s", (where, job) => {
  let nights = 0;
  let before: string | undefined;

  /** One night: what the checkout holds, and what the template keeps from the night before. */
  async function night(given: Record<string, string> = {}) {
    nights += 1;
    const folder = join(home, `${where}-${nights}`);
    mkdirSync(folder);
    for (const file of ["staging.json", "all.secrets.json"]) cpSync(join(home, file), join(folder, file));
    for (const path of job.kept) {
      if (before && existsSync(join(before, path))) cpSync(join(before, path), join(folder, path), { recursive: true });
    }
    before = folder;
    const summary = join(folder, "page.md");
    const ended = await runJob(job, folder, {
      ...{ LICENSE_API_KIT: `file:${root}`, GITHUB_STEP_SUMMARY: summary, GITHUB_RUN_NUMBER: "7", CI_PIPELINE_ID: "7" },
      LICENSE_API_KEY: mock.credentials.apiKey,
      LICENSE_SHARED_KEY: mock.credentials.sharedKey,
      ...given,
    });
    return { ...ended, folder, page: existsSync(summary) ? readFileSync(summary, "utf8") : "" };
  }

  // One after the other, as nights are
  test("the first is green, and has nothing to compare with", async () => {
    const { failed, printed, folder } = await night();
    expect({ failed, printed }).toEqual({ failed: false, printed: expect.stringContaining("This is the first run") });
    for (const report of ["report.json", "junit.xml", "report.html", "summary.md"]) {
      expect(existsSync(join(folder, "reports", report)), report).toBe(true);
    }
  }, 200_000);

  // The same commands follow on both: some nights are for one alone
  const onGitHub = test.runIf(where === "GitHub");

  onGitHub(
    "the second is compared with the first",
    async () => {
      const { failed, printed } = await night();
      expect({ failed, printed }).toEqual({
        failed: false,
        printed: expect.stringContaining("Nothing is worse than before"),
      });
    },
    200_000,
  );

  test("one on which the target is worse is red, and names what is new", async () => {
    mock.tweaks.add({ endpoint: "product-details", patch: { short_code: "other" } });
    const { failed, printed, page } = await night();
    mock.reset();
    expect({ failed, printed }).toEqual({
      failed: true,
      printed: expect.stringMatching(/NEW failures\n {2}an answer about the product other/),
    });
    if (where === "GitHub") expect(page).toMatch(/^## ❌ The target breaks the contract anew/);
  }, 200_000);

  onGitHub(
    "one on which nothing could be installed is red, and says that there is no report",
    async () => {
      const { failed, printed } = await night({ LICENSE_API_KIT: `file:${home}/nowhere` });
      expect(failed).toBe(true);
      expect(printed).toContain("::error title=License API contract::there is no report");
    },
    200_000,
  );

  onGitHub(
    "one on which nobody answers is red, and is not what the next is compared with",
    async () => {
      const { failed, printed, folder } = await night({ LICENSE_API_KEY: "no-such-key" });
      expect(failed).toBe(true);
      expect(printed).toContain("the later run says: the target could not be reached");
      const { summary } = JSON.parse(readFileSync(join(folder, "last/report.json"), "utf8"));
      expect(summary.verdicts.failed).toBeGreaterThan(0);
    },
    200_000,
  );
});
