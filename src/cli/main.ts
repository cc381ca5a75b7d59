#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { type Failure, usageErrorName } from "./usage-error.ts";

const { version, description } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
  description: string;
};

/** Every command by its name, with what loads it. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import("./serve.ts")).serveCommand(),
  ctl: async () => (await import("./ctl/ctl.ts")).ctlCommand(),
  sign: async () => (await import("./sign.ts")).signCommand(),
  verify: async () => (await import("./verify/verify.ts")).verifyCommand(),
  contract: async () => (await import("./contract.ts")).contractCommand(version),
  proxy: async () => (await import("./proxy.ts")).proxyCommand(version),
  replay: async () => (await import("./replay.ts")).replayCommand(),
  world: async () => (await import("./world.ts")).worldCommand(),
  completion: async () => (await import("./completion/completion.ts")).completionCommand(),
};

const program = new Command("license-api-kit")
  .description(description)
  .version(version)
  .showHelpAfterError("(license-api-kit --help lists what there is)")
  .exitOverride();

// The one that is asked for is loaded alone, so that a server starts at once. Help, misspelt names and the completion of
// all of them need all.
const [, , asked = ""] = process.argv;
const isAlone = Object.hasOwn(commands, asked) && asked !== "completion";
for (const name of isAlone ? [asked] : Object.keys(commands)) {
  program.addCommand(await (commands[name] as () => Promise<Command>)());
}

// A reader that has seen enough, as head has, ends the command without a word.
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
  if (!(error instanceof Error && (error.name === usageErrorName || "exitStatus" in error))) throw error;
  console.error(`error: ${error.message}`);
  return (error as Partial<Failure>).exitStatus ?? 2;
}
