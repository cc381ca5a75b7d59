import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { descriptions, writeDescriptions } from "../generate/descriptions.ts";
import { offFor, redoclyOff, spectralOff } from "./linters.ts";
import { runStep } from "./run-step.ts";

// npm run check:descriptions: Spectral and Redocly over each OpenAPI file, where a warning counts as an error. What is off
// stands in linters.ts, with the reason. Ends with 1 where either finds something.

writeDescriptions();
const work = mkdtempSync(join(tmpdir(), "descriptions-"));
try {
  for (const name of Object.keys(descriptions)) {
    const file = fileURLToPath(new URL(`../../src/generated/${name}`, import.meta.url));
    await lint(name, "Spectral", [
      "spectral",
      "lint",
      "--fail-severity",
      "hint",
      "--ruleset",
      spectralRules(name),
      file,
    ]);
    await lint(name, "Redocly", ["redocly", "lint", "--max-problems", "20", "--config", redoclyRules(name), file]);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function lint(name: string, linter: string, [command = "", ...args]: readonly string[]): Promise<void> {
  const path = fileURLToPath(new URL(`node_modules/.bin/${command}`, import.meta.url));
  const env = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  try {
    await runStep({ command: path, args, env, timeoutMs: 120_000 }, work);
    console.log(`${name}: ${linter} finds nothing`);
  } catch (error) {
    process.exitCode = 1;
    console.log(`${name}: ${linter} finds\n${(error as Error).message}`);
  }
}

function spectralRules(name: string): string {
  const rules = Object.fromEntries(offFor(name, spectralOff).map((rule) => [rule, "off"]));
  return written(`${name}-spectral.json`, { extends: ["spectral:oas"], rules });
}

/** Redocly ends with 0 in spite of warnings, so that they are made errors. */
function redoclyRules(name: string): string {
  const rules = Object.fromEntries(offFor(name, redoclyOff).map((rule) => [rule, "off"]));
  return written(`${name}-redocly.yaml`, { extends: ["recommended-strict"], rules });
}

function written(file: string, content: unknown): string {
  writeFileSync(join(work, file), JSON.stringify(content));
  return join(work, file);
}
