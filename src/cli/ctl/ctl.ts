import { Command, Option } from "commander";
import { readAddress } from "../flag-values.ts";
import { addLeaf, exampleHelp } from "../leaf.ts";
import { ask } from "./ask.ts";
import { addClock } from "./clock.ts";
import { addFaults } from "./faults.ts";
import { addJournal } from "./journal.ts";
import { addSnapshots } from "./snapshots.ts";
import { addSpaces } from "./spaces.ts";
import { addTweaks } from "./tweaks.ts";
import { addWorld } from "./world.ts";

/** `license-api-kit ctl`: controls a running mock server. */
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
  for (const add of [addClock, addFaults, addTweaks, addJournal, addSpaces, addWorld, addSnapshots]) add(ctl);
  addLeaf(ctl, {
    usage: "reset",
    about: "put world, clock and journal back to the start, and forget faults and tweaks",
    examples: ["ctl reset", "ctl --space checkout-test-7 reset"],
  }).action((_flags: object, command: Command) =>
    ask(
      command,
      ({ space }) => space.reset(),
      () => "reset",
    ),
  );
  return ctl;
}

const help = `
Exit status: 0 done, 1 the server refused and said why, 2 bad usage, 3 no server could be reached.
${exampleHelp([
  "ctl clock advance 30d",
  "ctl fault add error --code license_not_found --endpoint check-license --times 1",
  "ctl journal --last 5",
  "ctl world set licenses 1000000000000060 enabled=false",
])}`;
