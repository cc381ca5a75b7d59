import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Measurement } from "../bench-run.ts";
import { figure } from "../report.ts";
import { startTarget } from "../target.ts";

/** The whole contract, all effects allowed, against our server over HTTP: from starting the command to its end. */
export const contractRun: Measurement = async ({ root }) => {
  const folder = mkdtempSync(join(tmpdir(), "license-api-kit-bench-contract-"));
  const { url, stop } = await startTarget(root);
  const cli = (...words: string[]) => command([join(root, "dist/cli.js"), ...words], folder);
  try {
    await cli("contract", "init", "--from-mock", url, "--out", "mock.json");
    const secondsOf = async (effect: string): Promise<number> => {
      const startedAt = performance.now();
      await cli("contract", "run", "--target", "mock.json", "--allow", effect);
      return (performance.now() - startedAt) / 1000;
    };
    const harmless = await secondsOf("none");
    const notes = [`the cases that change nothing, three in four of all, take ${harmless.toFixed(1)} s`];
    const subject = { name: "a full contract run against the mock over HTTP", unit: "s", goal: { atMost: 5 }, notes };
    return [figure(subject, [await secondsOf("permanent")])];
  } finally {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

async function command(words: readonly string[], cwd: string): Promise<void> {
  const child = spawn(process.execPath, words, { cwd, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    said += chunk;
  });
  const [status] = (await once(child, "close")) as [number | null];
  if (status !== 0) throw new Error(`WRONG ANSWER: ${words.slice(1).join(" ")} ended with status ${status}:\n${said}`);
}
