import { Argument, Command } from "commander";
import { exampleHelp } from "../add-command.ts";
import { print } from "../print.ts";
import { placesOf } from "./places.ts";
import { type Shell, scriptFor, shells } from "./scripts.ts";

/** `license-api-kit completion`: a script that completes commands, flags and values. */
export function completionCommand(): Command {
  const command = new Command("completion")
    .description("print a script by which a shell completes commands, flags and their values")
    .addArgument(new Argument("<shell>", "which shell").choices(shells))
    .addHelpText("after", help)
    .exitOverride()
    .action((shell: Shell) => {
      print(scriptFor(shell, placesOf(command.parent as Command)).split("\n"));
    });
  return command;
}

const help = `${exampleHelp(["completion bash > ~/.local/share/bash-completion/completions/license-api-kit"])}
  source <(license-api-kit completion zsh)
  license-api-kit completion fish > ~/.config/fish/completions/license-api-kit.fish`;
