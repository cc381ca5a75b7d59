import { Command, CommanderError } from "commander";
import { bugText } from "../api/printable.ts";
import { description, version } from "../generated/version.ts";
import { printError } from "./print.ts";
import { type CommandFailure, usageErrorName } from "./usage-error.ts";

/** Runs the command line with these commands. */
export async function runProgram(commands: readonly Command[]): Promise<void> {
  const program = new Command("license-api-kit")
    .description(description)
    .version(version)
    .showHelpAfterError("(license-api-kit --help lists what there is)")
    .exitOverride();
  for (const command of commands) program.addCommand(command);
  showPlainly(program);

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
}

/** Has the parser say by the printer what is wrong with the words that were given: a line, and one for a word like it. */
function showPlainly(command: Command): void {
  command.configureOutput({ outputError: (text) => printError(text.trimEnd().split(/\n(?=\(Did you mean )/)) });
  for (const inner of command.commands) showPlainly(inner);
}

/** Bad usage and bad files end with 2, after one clear message; help and version with 0. Anything else is a bug. */
function exitStatusOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (!(error instanceof Error && (error.name === usageErrorName || "exitStatus" in error))) {
    printError(bugText(error).split("\n"));
    return 1;
  }
  printError(`error: ${error.message}`);
  return (error as Partial<CommandFailure>).exitStatus ?? 2;
}
