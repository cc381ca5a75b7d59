import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JSONReport, JSONReportSpec, JSONReportSuite } from "@playwright/test/reporter";
import { run } from "../command.ts";
import { root } from "../markdown-page.ts";

/** What came of a run of Playwright. */
export interface PlaywrightRun {
  readonly status: number | null;
  readonly stats: Pick<JSONReport["stats"], "expected" | "unexpected" | "flaky" | "skipped">;
  /** Messages of errors, of tests and of the run itself. */
  readonly errors: readonly string[];
  /** The texts attached to a test, by their names. */
  attachments(title: string): Record<string, string>;
}

/**
 * Runs Playwright's tests, and reads its report.
 *
 * @param args the configuration, and which tests of it; paths are from the project's folder
 */
export async function playwright(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<PlaywrightRun> {
  const output = mkdtempSync(join(tmpdir(), "license-api-kit-playwright-")); // runs would empty a folder that they share
  const own = { NO_COLOR: "1", LICENSE_API_KIT_URL: "", LICENSE_API_KIT_CONTROL_TOKEN: "", ...env };
  const all = [`${root}node_modules/@playwright/test/cli.js`, "test", ...args, "--reporter=json", "--output", output];
  const { status, stdout, stderr } = await run(process.execPath, all, { ...process.env, ...own }, 240_000);
  rmSync(output, { recursive: true, force: true });
  if (!stdout.startsWith("{")) throw new Error(`playwright gave no report but ${stdout}${stderr}`);
  return { status, ...factsOf(JSON.parse(stdout) as JSONReport) };
}

function factsOf({ stats, suites, errors }: JSONReport): Omit<PlaywrightRun, "status"> {
  const specs = suites.flatMap(specsOf);
  const results = specs.flatMap(({ tests }) => tests.flatMap((test) => test.results));
  return {
    stats: { expected: stats.expected, unexpected: stats.unexpected, flaky: stats.flaky, skipped: stats.skipped },
    errors: [...errors, ...results.flatMap((result) => result.errors)].map(({ message }) => message ?? ""),
    attachments: (title) => {
      const found = specs.filter((spec) => spec.title === title).flatMap(({ tests }) => tests[0]?.results ?? []);
      const attached = found.flatMap(({ attachments }) => attachments).filter(({ body }) => body !== undefined);
      return Object.fromEntries(
        attached.map(({ name, body = "" }) => [name, Buffer.from(body, "base64").toString("utf8")]),
      );
    },
  };
}

function specsOf({ specs, suites = [] }: JSONReportSuite): JSONReportSpec[] {
  return [...specs, ...suites.flatMap(specsOf)];
}
