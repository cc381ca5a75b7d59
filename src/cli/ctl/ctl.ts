import { Command, Option } from "commander";
import { operationRows } from "../../control/operations.ts";
import { exampleHelp } from "../add-command.ts";
import { readAddress } from "../flag-values.ts";
import { addJournal } from "./journal.ts";
import { addOperation } from "./operation-command.ts";
import { addWorldFiles } from "./world-files.ts";

/** `license-api-kit ctl`: controls a running mock server. Each operation that has a command is one here. */
export function ctlCommand(): Command {
  const ctl = new Command("ctl")
    .description("control a running mock server: its clock, failures, answers, journal, spaces and world")
    .addOption(
      new Option("--url <url>", "address of the server")
        .env("LICENSE_API_KIT_URL")
        .default("http://127.0.0.1:8080")
        .argParser(readAddress),
    )
    .option("--space <name>", "the space that is meant (default: the main one)")
    .addOption(
      new Option("--token <token>", "the server's control token, where it has one").env(
        "LICENSE_API_KIT_CONTROL_TOKEN",
      ),
    )
    .option("--json", "print the server's answer as JSON")
    .addHelpText("after", help)
    .exitOverride();
  for (const [group, about] of Object.entries(groups)) ctl.command(group).description(about);
  for (const [name, row] of operationRows) if (row.command) addOperation(ctl, name, row, row.command);
  addJournal(ctl);
  addWorldFiles(ctl);
  return ctl;
}

const groups = {
  clock: "look at the mock's time and move it",
  fault: "fail calls on purpose",
  tweak: "change answers after they were made, before they are signed",
  space: "make isolated worlds in the same server, and drop them",
  world: "look at the world and change it, in the words of world files",
  snapshot: "save states of the world by name, and put them back",
};

const help = `
Exit status: 0 done, 1 the server refused and said why, 2 bad usage, 3 no server could be reached.
${exampleHelp([
  "ctl clock advance 30d",
  "ctl fault add error --code license_not_found --endpoint check-license --times 1",
  "ctl journal --last 5",
  "ctl world set licenses 1000000000000060 enabled=false",
])}`;
