import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JSONReport, JSONReportSpec, JSONReportSuite } from "@playwright/test/reporter";
import { run } from "../command.ts";
import { root } from "../markdown-page.ts";

/** What came of a run of Playwright. */
export interface PlaywrightRun {
  readonly stats: Pick<JSONReport["stats"], "expected" | "unexpected" | "flaky" | "skipped">;
  /** Messages of errors, of tests and of the run itself. */
  readonly errors: readonly string[];
  /** The texts attached to a test, by their names. */
  attachments(title: string): Record<string, string>;
}

/** Where Playwright runs, and what its environment has besides. */
export interface Surroundings {
  /** @default the project's */
  readonly folder?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs Playwright's tests, and reads its report. The arguments are a configuration, and which tests of it. */
export async function playwright(args: readonly string[], surroundings: Surroundings = {}): Promise<PlaywrightRun> {
  const { stdout, stderr } = await ended([...args, "--reporter=json"], surroundings);
  if (!stdout.startsWith("{")) throw new Error(`playwright gave no report but ${stdout}${stderr}`);
  const { stats, suites, errors } = JSON.parse(stdout) as JSONReport;
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

/** What a person sees who runs Playwright's tests. */
export async function printedBy(args: readonly string[], surroundings: Surroundings): Promise<string> {
  return (await ended([...args, "--reporter=list"], surroundings)).stdout;
}

async function ended(args: readonly string[], { folder = root, env = {} }: Surroundings) {
  const output = mkdtempSync(join(tmpdir(), "license-api-kit-playwright-")); // runs would empty a folder that they share
  const unset = { FORCE_COLOR: undefined, LICENSE_API_KIT_URL: undefined, LICENSE_API_KIT_CONTROL_TOKEN: undefined };
  const own = { ...process.env, ...unset, NO_COLOR: "1", ...env };
  const command = [process.execPath, `${root}node_modules/@playwright/test/cli.js`, "test", ...args];
  const script = `cd '${folder}' && exec "$0" "$@"`;
  try {
    return await run("bash", ["-c", script, ...command, "--output", output], own, 240_000);
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

function specsOf({ specs, suites = [] }: JSONReportSuite): JSONReportSpec[] {
  return [...specs, ...suites.flatMap(specsOf)];
}
