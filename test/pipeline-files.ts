import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { build } from "esbuild";
import { parse } from "yaml";
import { createBlockFiles } from "./block-files.ts";
import { run } from "./command.ts";
import { root } from "./markdown-page.ts";

/** A script of a pipeline, as a runner would start it. */
export interface PipelineScript {
  readonly text: string;
  /** Names of variables, each with its value, or the name of the secret that it is: `secret:NAME`. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether it runs whatever failed before it. */
  readonly isAlways: boolean;
  /** Whether the job fails with it. */
  readonly counts: boolean;
}

/** What a runner does with a job: its scripts in order, and the paths that it brings from one run to the next. */
export interface PipelineJob {
  readonly scripts: readonly PipelineScript[];
  readonly kept: readonly string[];
}

type Step = { run?: string; uses?: string; if?: string; env?: Record<string, string>; with?: { path?: string } };

/** A job of a GitHub workflow. @default its only one */
export function githubJob(text: string, name?: string): PipelineJob {
  const workflow = parse(text) as { env?: Record<string, string>; jobs: Record<string, { steps: Step[] }> };
  const [only] = Object.keys(workflow.jobs);
  const { steps } = workflow.jobs[name ?? only ?? ""] ?? { steps: [] };
  const kept = steps.flatMap((step) =>
    step.uses?.startsWith("actions/cache/restore@") ? [step.with?.path ?? ""] : [],
  );
  const scripts = steps.flatMap(({ run: script, if: condition, env = {} }): PipelineScript[] => {
    if (script === undefined) return [];
    if (condition !== undefined && condition !== "always()")
      throw new Error(`no test knows what if: ${condition} does`);
    const own = Object.entries(env).map(([name, value]) => [name, secretOf(value)]);
    const all = { ...workflow.env, ...Object.fromEntries(own) };
    return [{ text: script, env: all, isAlways: condition !== undefined, counts: true }];
  });
  return { scripts, kept };
}

function secretOf(expression: string): string {
  const [, name] = /^\$\{\{ secrets\.(\w+) \}\}$/.exec(expression) ?? [];
  if (name === undefined) throw new Error(`no test knows what ${expression} is`);
  return `secret:${name}`;
}

/** A job of a GitLab pipeline. Its script is one; what comes after it does not count. */
export function gitlabJob(text: string, name: string): PipelineJob {
  const { [name]: job } = parse(text) as Record<string, GitlabJob>;
  if (!job) throw new Error(`there is no job ${name}`);
  const { script, after_script: after = [], variables, cache } = job;
  const secrets = { LICENSE_API_KEY: "secret:LICENSE_API_KEY", LICENSE_SHARED_KEY: "secret:LICENSE_SHARED_KEY" };
  const env = { ...variables, ...secrets };
  return {
    scripts: [
      { text: script.join("\n"), env, isAlways: false, counts: true },
      { text: after.join("\n"), env, isAlways: true, counts: false },
    ],
    kept: cache?.paths ?? [],
  };
}

interface GitlabJob {
  readonly script: string[];
  readonly after_script?: string[];
  readonly variables: Record<string, string>;
  readonly cache?: { readonly paths: string[] };
}

/** Runs the scripts of a job in a folder as a runner does; gives whether it failed, and all that was printed. */
export async function runJob(
  { scripts }: PipelineJob,
  folder: string,
  given: Readonly<Record<string, string>>,
): Promise<{ readonly failed: boolean; readonly printed: string }> {
  let failed = false;
  let printed = "";
  for (const { text, env, isAlways, counts } of scripts) {
    if (failed && !isAlways) continue;
    const own = Object.entries(env).map(([name, value]) => {
      return [name, given[name] ?? given[value.replace("secret:", "")] ?? value];
    });
    const all = { ...process.env, ...given, ...Object.fromEntries(own) };
    const script = `cd '${folder}'\nexec 2>&1\n${text}`;
    const { status, stdout } = await run("bash", ["-eo", "pipefail", "-c", script], all, 180_000);
    printed += stdout;
    if (counts && status !== 0) failed = true;
  }
  return { failed, printed };
}

/** What GitHub's own parser finds wrong with a workflow. */
export async function githubErrors(text: string): Promise<string[]> {
  const { folder, remove } = createBlockFiles();
  try {
    const outfile = join(folder, "parser.cjs");
    const contents = 'export * from "@actions/workflow-parser"'; // it imports JSON as no Node does
    await build({ stdin: { contents, resolveDir: root }, bundle: true, platform: "node", format: "cjs", outfile });
    const parser = createRequire(outfile)(outfile);
    const file = { name: "workflow.yml", content: text };
    const { context, value } = parser.parseWorkflow(file, new parser.NoOperationTraceWriter());
    if (value !== undefined) await parser.convertWorkflowTemplate(context, value);
    return context.errors.getErrors().map(String);
  } finally {
    remove();
  }
}

/** What GitLab's own schema finds wrong with a pipeline, as gitlab-ci-local says it. */
export async function gitlabErrors(text: string): Promise<string> {
  const { folder, write, remove } = createBlockFiles();
  try {
    write(".gitlab-ci.yml", text);
    // Its build wants a Set of Node 22
    const older = write("older-node.cjs", "Set.prototype.union ??= function (o) { return new Set([...this, ...o]); };");
    const linter = join(root, "node_modules/gitlab-ci-local/dist/index.js");
    mkdirSync(join(folder, "home"));
    const env = { ...process.env, HOME: join(folder, "home") };
    const { status, stdout, stderr } = await run(
      process.execPath,
      ["-r", older, linter, "--cwd", relative(process.cwd(), folder), "--list-json"],
      env,
    );
    if (!/json schema validated/.test(stderr + stdout) || status !== 0) return stderr + stdout;
    return "";
  } finally {
    remove();
  }
}
