import type { Command } from "commander";
import { version } from "../generated/version.ts";
import { runProgram } from "./program.ts";

/** Every command by its name, with what loads it. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import("./serve.ts")).serveCommand(),
  ctl: async () => (await import("./ctl/ctl.ts")).ctlCommand(),
  sign: async () => (await import("./sign.ts")).signCommand(),
  verify: async () => (await import("./verify/verify.ts")).verifyCommand(),
  contract: async () => (await import("./contract.ts")).contractCommand(version),
  gauntlet: async () => (await import("./gauntlet.ts")).gauntletCommand(version),
  proxy: async () => (await import("./proxy.ts")).proxyCommand(version),
  replay: async () => (await import("./replay.ts")).replayCommand(),
  world: async () => (await import("./world.ts")).worldCommand(),
  completion: async () => (await import("./completion/completion.ts")).completionCommand(),
};

/** The program with the command that is asked for. Help, misspelt names and the completion of all of them need all. */
export async function runEveryCommand(): Promise<void> {
  const [, , asked = ""] = process.argv;
  const isAlone = Object.hasOwn(commands, asked) && asked !== "completion";
  const names = isAlone ? [asked] : Object.keys(commands);
  await runProgram(await Promise.all(names.map((name) => (commands[name] as () => Promise<Command>)())));
}
