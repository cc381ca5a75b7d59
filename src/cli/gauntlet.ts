import { Command } from "commander";
import { addText, readAddress, readCount, readSome } from "./flag-values.ts";
import type { GauntletFlags } from "./gauntlet-run.ts";

/** `license-api-kit gauntlet`: judges a license client, in any language. */
export function gauntletCommand(version: string): Command {
  return new Command("gauntlet")
    .description("judge a license client, in any language: does it keep out forgers and let in who pays?")
    .enablePositionalOptions()
    .addCommand(runCommand(version), { isDefault: true })
    .addCommand(observeCommand(version))
    .addCommand(checkCommand())
    .addCommand(listCommand())
    .addHelpText("after", "\nWithout a command it is run: license-api-kit gauntlet run --help lists its options.");
}

function driverOptions(command: Command): Command {
  return command
    .argument("[driver...]", "the driver's program with its arguments, after --")
    .option("--one-shot", "start the program anew for each line, with the line in GAUNTLET_MESSAGE")
    .option("--driver-url <url>", "a driver that is reached by HTTP, in place of a program", readAddress)
    .option("--patience <ms>", "how long the driver may think about a line, in milliseconds", readSome, 60_000);
}

function runCommand(version: string): Command {
  return driverOptions(new Command("run"))
    .description("play the scenarios to a client and report how it stood them")
    .option("--set <name>", "which requirements: a frozen set, or next (default: the latest set)")
    .option("--filter <pattern>", "scenarios to play, by id; * stands for any letters; repeatable", addText)
    .option("--workers <count>", "how many are played at the same time", readSome, 2)
    .option("--baseline <file>", "findings that are known: they are expected, and stale once they are gone")
    .option("--write-baseline <file>", "write what fails now as a baseline")
    .option("--report <kind=path>", "write a report: json, junit, html, markdown, github; - is stdout", addText)
    .option("--label <text>", "what the run is called in its reports")
    .option("--strict", "what a client should do and does not is a failure too")
    .option("--min-checked <count>", "how many scenarios must have been judged", readCount, 1)
    .addHelpText("after", runHelp)
    .exitOverride()
    .action(async (driver: string[], flags: GauntletFlags) => {
      process.exitCode = await (await import("./gauntlet-run.ts")).runClient(driver, flags, version);
    });
}

const runHelp = `
Exit status: 0 the client stands what it must, 1 it fails a scenario (strict: or departs from one that it should stand), 2 bad
usage or file, 3 the driver cannot be started, 4 nothing or too little was judged, 5 the baseline lists findings that are gone,
7 some scenarios could not be judged, 8 a report could not be written.

Examples:
  license-api-kit gauntlet -- python3 gauntlet_driver.py
  license-api-kit gauntlet --filter 'forged-answers/*' --report html=client.html -- ./driver`;

function observeCommand(version: string): Command {
  return new Command("observe")
    .description("run a client's own tests against a server in good and bad weather, and judge what came to the server")
    .argument("<command...>", "what runs the tests, after --; LICENSE_API_URL and its keys are in its environment")
    .option("--patience <ms>", "how long one run of the tests may take, in milliseconds", readSome, 600_000)
    .option("--report <kind=path>", "write a report: json, junit, html, markdown, github; - is stdout", addText)
    .option("--label <text>", "what the run is called in its reports")
    .exitOverride()
    .action(async (command: string[], flags: GauntletFlags) => {
      process.exitCode = await (await import("./gauntlet-observe.ts")).observeTests(command, flags, version);
    });
}

function checkCommand(): Command {
  return driverOptions(new Command("check-driver"))
    .description("go through every line with a driver that is being written, and say what is wrong with its answers")
    .exitOverride()
    .action(async (driver: string[], flags: GauntletFlags) => {
      process.exitCode = await (await import("./gauntlet-run.ts")).check(driver, flags);
    });
}

function listCommand(): Command {
  return new Command("list")
    .description("list the scenarios with what they demand, and who says so")
    .option("--set <name>", "which requirements: a frozen set, or next (default: the latest set)")
    .option("--json", "as JSON, with every step")
    .exitOverride()
    .action(async (flags: { set?: string; json?: true }) => (await import("./gauntlet-run.ts")).listScenarios(flags));
}
