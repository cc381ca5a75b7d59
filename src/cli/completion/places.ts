import type { Command, Option } from "commander";

/** A flag or a command, as it can be offered. */
export interface Offer {
  readonly word: string;
  readonly about: string;
}

/** A place on the command line: behind the words of a command. */
export interface CompletionPlace {
  /** The words so far, each with a blank before it: ` ctl clock`. */
  readonly at: string;
  readonly commands: readonly Offer[];
  readonly flags: readonly (Offer & { readonly takes: "nothing" | "anything" | readonly string[] })[];
  /** Values that its arguments have. */
  readonly values: readonly string[];
}

/** Every place below a command, that of itself first. */
export function placesOf(command: Command, at = "", inherited: readonly Option[] = []): CompletionPlace[] {
  const help = command.createHelp();
  const own = help.visibleOptions(command);
  const options = [...own, ...inherited];
  const commands = help.visibleCommands(command);
  const place: CompletionPlace = {
    at,
    commands: commands.map((one) => ({ word: one.name(), about: one.description() })),
    flags: options.map((option) => ({
      word: option.long ?? option.flags,
      about: option.description,
      takes: valuesOf(option),
    })),
    values: command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices),
  };
  // The program's own flags, help and version, mean something else or nothing behind a command.
  const passedOn = at === "" ? [] : command.options;
  return [place, ...commands.flatMap((one) => placesOf(one, `${at} ${one.name()}`, [...inherited, ...passedOn]))];
}

function valuesOf({ required, optional, argChoices }: Option): CompletionPlace["flags"][number]["takes"] {
  if (!required && !optional) return "nothing";
  return argChoices ?? "anything";
}
