#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { contractCommand } from "./contract.ts";
import { proxyCommand } from "./proxy.ts";
import { serveCommand } from "./serve.ts";
import { usageErrorName } from "./usage-error.ts";
import { worldCommand } from "./world.ts";

const { version, description } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
  description: string;
};

const program = new Command("license-api-kit")
  .description(description)
  .version(version)
  .showHelpAfterError("(license-api-kit --help lists what there is)")
  .exitOverride()
  .addCommand(serveCommand())
  .addCommand(contractCommand(version))
  .addCommand(proxyCommand(version))
  .addCommand(worldCommand());

// A reader like `head` that has seen enough ends the command; it is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitStatusOf(error);
}

/** Bad usage and bad files end with 2, after one clear message; help and version with 0. Anything else is a bug. */
function exitStatusOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (!(error instanceof Error && error.name === usageErrorName)) throw error;
  console.error(`error: ${error.message}`);
  return 2;
}
