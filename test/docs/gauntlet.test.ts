import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { scenarios } from "../../src/gauntlet/index.ts";
import { brokenClients } from "../gauntlet/broken-clients.ts";
import { killTable } from "../gauntlet/kill-table.ts";
import { readPage, root } from "../markdown-page.ts";
import { githubErrors, githubJob, gitlabErrors, gitlabJob, runJob } from "../pipeline-files.ts";
import { createShell } from "../shell-blocks.ts";
import { lacking } from "../tools.ts";

const page = readPage("docs/gauntlet.md");
const blocks = [
  ["checks a driver", "check-driver"],
  ["plays the forgeries", "'forged-answers/*'"],
  ["breaks the client and sees it", "sed -i"],
].map(([what = "", mark = ""]) => [what, page.claim("sh", mark)] as const);

const shell = createShell();
symlinkSync(join(root, "examples"), join(shell.folder, "examples"));
afterAll(() => shell.remove());

// One after the other, as a reader does it
test.skipIf(lacking("bash", "python3")).each(blocks)(
  "a reader %s, and sees what stands there",
  async (_what, { text, printed }) => {
    expect(await shell.run(text)).toEqual({ status: 0, printed });
  },
  120_000,
);

test("the page says how many stories there are, and which client fails which", () => {
  expect(page.text).toContain("over a hundred stories");
  expect(scenarios.length).toBeGreaterThan(100);
  expect(page.text).toContain(killTable(brokenClients));
});

const [github, gitlab] = ["github", "gitlab"].map((where) =>
  readFileSync(join(root, `docs/ci/${where}-gauntlet.yml`), "utf8"),
) as [string, string];

test("the parsers of GitHub and GitLab find nothing wrong with the pipelines", async () => {
  expect(await githubErrors(github)).toEqual([]);
  expect(await gitlabErrors(gitlab)).toBe("");
});

describe.skipIf(lacking("bash", "npm")).each([
  ["GitHub", githubJob(github)],
  ["GitLab", gitlabJob(gitlab, "license-gauntlet")],
])("the pipeline for %s", (where, job) => {
  test("plays the gauntlet of this version to a driver, and is red where that is none", async () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(where === "GitHub" ? github : gitlab).toContain(`LICENSE_API_KIT: license-api-kit@${version}\n`);
    const folder = join(shell.folder, where);
    mkdirSync(folder);
    const given = { LICENSE_API_KIT: `file:${root}`, DRIVER: "true", GITHUB_STEP_SUMMARY: join(folder, "page.md") };
    expect(await runJob(job, folder, given)).toMatchObject({
      failed: true,
      printed: expect.stringContaining("true: crashed: the driver ended with status 0"),
    });
  }, 120_000);
});

test("every block was run", () => {
  expect(page.unclaimed()).toEqual([]);
});

test("every link leads somewhere, and README leads here", () => {
  expect(page.brokenLinks()).toEqual([]);
  expect(readFileSync(join(root, "README.md"), "utf8")).toContain("](docs/gauntlet.md)");
});
