import type { Command } from "commander";

/** A command as its help describes it. */
export interface CommandHelp {
  /** Its name with its arguments, `[optional]` or `<needed>`. */
  readonly usage: string;
  readonly about: string;
  /** What to type after `license-api-kit`. */
  readonly examples: readonly string[];
  /** Whether it is meant where its parent is called alone. @default false */
  readonly isDefault?: true;
}

/** Adds a command that does something, as opposed to one that only holds others. */
export function addCommand(
  parent: Command,
  { usage, about, examples, isDefault = false as never }: CommandHelp,
): Command {
  return parent.command(usage, { isDefault }).description(about).addHelpText("after", exampleHelp(examples));
}

/** The end of a help text that shows what to type. */
export function exampleHelp(examples: readonly string[]): string {
  const title = examples.length === 1 ? "Example" : "Examples";
  return `\n${title}:\n${examples.map((example) => `  license-api-kit ${example}`).join("\n")}`;
}
