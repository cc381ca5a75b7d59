import { Command, InvalidArgumentError, Option } from "commander";
import type { AcceptFlags } from "./contract-accept.ts";
import type { CleanupFlags } from "./contract-cleanup.ts";
import type { CompareFlags } from "./contract-compare.ts";
import type { ExploreFlags } from "./contract-explore.ts";
import type { InitFlags } from "./contract-init.ts";
import type { ListFlags } from "./contract-list.ts";
import type { RolesFlags } from "./contract-roles.ts";
import type { RunFlags } from "./contract-run.ts";
import { addText, readCount, readSome } from "./flag-values.ts";

/** `license-api-kit contract`: holds a server against the contract. */
export function contractCommand(version: string): Command {
  return new Command("contract")
    .description("hold a server against the documented contract: staging, or the mock")
    .addCommand(initCommand())
    .addCommand(runCommand(version))
    .addCommand(compareCommand())
    .addCommand(exploreCommand(version))
    .addCommand(acceptCommand())
    .addCommand(cleanupCommand())
    .addCommand(rolesCommand())
    .addCommand(listCommand());
}

function initCommand(): Command {
  return new Command("init")
    .description("write a target file: a commented starter to fill in, or a ready one from a running mock")
    .option("--out <file>", "where to write it", "target.json")
    .option("--from-mock <url>", "fill it from a running mock server; secrets go into a file of their own beside it")
    .option("--minimal", "a starter with the ten roles that bring most cases")
    .option("--force", "replace files that exist")
    .addHelpText(
      "after",
      "\nExample:\n  license-api-kit contract init --from-mock http://127.0.0.1:8080 --out mock.json",
    )
    .exitOverride()
    .action(async (flags: InitFlags) => (await import("./contract-init.ts")).init(flags));
}

function runCommand(version: string): Command {
  return new Command("run")
    .description("run the contract against a target; by default only what changes nothing there")
    .option("--target <file>", "target file", "target.json")
    .addOption(allowOption("the worst effect on the target that a case may have"))
    .option("--cases <path>", "cases of your own besides: a file, or a folder of YAML and JSON; repeatable", addText)
    .option("--values <file>", "JSON object of what placeholders of recorded cases stand for, by their names")
    .option("--filter <pattern>", "cases to run, by id; * stands for any letters; repeatable", addText)
    .option("--bail [count]", "end the run after so many failures", readSome)
    .option("--rate <number>", "requests a second, at most", readRate)
    .option("--timeout <ms>", "how long an answer may take, in milliseconds", readSome, 10_000)
    .option("--retries <count>", "how often a case is played again after a network fault", readCount, 1)
    .option("--workers <count>", "how many cases run at the same time, on different licenses", readSome, 1)
    .option("--seed <number>", "shuffle the cases; the same seed gives the same order", readCount)
    .option("--max-ms <ms>", "begin no case after so many milliseconds", readSome)
    .option("--ca <file>", "PEM of an authority to trust besides the usual ones")
    .option("--leave", "go on where an earlier run left changes on the target; they are reported")
    .option("--baseline <file>", "findings that are known: they are expected, and stale once they are gone")
    .option("--write-baseline <file>", "write what fails now as a baseline")
    .option("--write-policy <file>", "write how the target was seen to choose, for serve --policy-file")
    .option("--report <kind=path>", "write a report: json, junit, html, markdown, github; - is stdout", addText)
    .option("--label <text>", "what the run is called in its reports: a build, an environment")
    .option("--show-identities", "show license keys and email addresses in the reports")
    .option("--strict", "open questions and drift are failures too")
    .option("--min-checked <count>", "how many cases must have been judged", readCount, 1)
    .addHelpText("after", runHelp)
    .exitOverride()
    .action(async ({ bail, ...flags }: Omit<RunFlags, "bail"> & { bail?: number | true }) => {
      const { run } = await import("./contract-run.ts");
      process.exitCode = await run(
        { ...flags, ...(bail !== undefined && { bail: bail === true ? 1 : bail }) },
        version,
      );
    });
}

const runHelp = `
Exit status: 0 nothing is broken, 1 the contract is broken (strict: or open), 2 bad usage or file, 3 target unreachable or
credentials refused, 4 nothing or too little was checked, 5 the baseline lists findings that are gone, 6 the target was
left changed, 7 some cases could not be judged, 8 a report could not be written.

Examples:
  license-api-kit contract run --target staging.json
  license-api-kit contract run --target staging.json --filter 'check_license/*' --rate 5 --report html=report.html`;

function compareCommand(): Command {
  return new Command("compare")
    .description("compare two runs: what is new, gone, flaky, slower and no longer judged")
    .argument("<before>", "report of the earlier run, as contract run --report json=FILE writes it")
    .argument("<now>", "report of the later run")
    .option("--report <kind=path>", "write the comparison: markdown; - is stdout", addText)
    .addHelpText("after", compareHelp)
    .exitOverride()
    .action(async (before: string, now: string, flags: CompareFlags) => {
      process.exitCode = (await import("./contract-compare.ts")).compare(before, now, flags);
    });
}

const compareHelp = `
Exit status: 0 nothing is worse, 1 something new fails (where the later run was strict: or is open), 2 bad usage or file,
4 no case was judged by both, 6 the later run left the target changed, 7 cases that were judged could not be judged any
more, 8 a report could not be written. What is slower is no failure.

Example:
  license-api-kit contract compare yesterday.json today.json --report markdown=changes.md`;

function exploreCommand(version: string): Command {
  return new Command("explore")
    .description("search a target for what no case shows: odd requests, and walks beside a mock")
    .option("--target <file>", "target file", "target.json")
    .addOption(allowOption("the worst effect on the target that a call may have, if the target takes it"))
    .option("--inputs <count>", "requests made from the schemas", readCount, 1_000)
    .option("--walks <count>", "walks of calls beside a mock in the same state", readCount, 100)
    .option("--seed <number>", "the same seed makes the same requests and walks", readCount)
    .option("--bail <count>", "end each search after so many findings (default: 25)", readSome)
    .option("--max-ms <ms>", "begin nothing after so many milliseconds", readSome)
    .option("--rate <number>", "requests a second, at most", readRate)
    .option("--timeout <ms>", "how long an answer may take, in milliseconds", readSome, 10_000)
    .option("--ca <file>", "PEM of an authority to trust besides the usual ones")
    .option("--out <folder>", "write each finding as a case file, which replay takes")
    .option("--report <kind=path>", "write a report: json, markdown; - is stdout", addText)
    .option("--strict", "open questions and drift are failures too")
    .addHelpText("after", exploreHelp)
    .exitOverride()
    .action(async (flags: ExploreFlags) => {
      process.exitCode = await (await import("./contract-explore.ts")).runExplore(flags, version);
    });
}

const exploreHelp = `
Exit statuses are those of contract run. A search that --max-ms ends has come to its end.

Examples:
  license-api-kit contract explore --target staging.json --rate 5 --max-ms 600000
  license-api-kit contract explore --target mock.json --allow permanent --seed 7 --out findings`;

function cleanupCommand(): Command {
  return new Command("cleanup")
    .description("undo what a run left behind on the target")
    .option("--target <file>", "target file", "target.json")
    .option("--cases <path>", "cases of your own that the run had; repeatable", addText)
    .option("--timeout <ms>", "how long an answer may take, in milliseconds", readSome, 10_000)
    .option("--ca <file>", "PEM of an authority to trust besides the usual ones")
    .exitOverride()
    .action(async (flags: CleanupFlags) => {
      process.exitCode = await (await import("./contract-cleanup.ts")).cleanup(flags);
    });
}

function acceptCommand(): Command {
  return new Command("accept")
    .description("accept what the last run found where the documents are silent; without ids, list what is open")
    .argument("[ids...]", "ids of questions, as reports and contract.lock.json give them")
    .option("--target <file>", "target file", "target.json")
    .option("--all", "accept all that is open")
    .option("--reason <text>", "why it is as it should be; it stays in contract.lock.json")
    .exitOverride()
    .action(async (ids: string[], flags: AcceptFlags) => (await import("./contract-accept.ts")).accept(ids, flags));
}

function listCommand(): Command {
  return new Command("list")
    .description("list the cases with their effects")
    .option("--cases <path>", "cases of your own besides: a file or a folder; repeatable", addText)
    .option("--filter <pattern>", "cases to list, by id; repeatable", addText)
    .exitOverride()
    .action(async (flags: ListFlags) => (await import("./contract-list.ts")).list(flags));
}

function rolesCommand(): Command {
  return new Command("roles")
    .description("list what to set up at a vendor's console, what most cases need first; or verify that it is so")
    .option("--verify", "ask the target about each of its roles by a query, and say which is not in its situation")
    .option("--target <file>", "target file", "target.json")
    .option("--rate <number>", "requests a second, at most", readRate)
    .option("--timeout <ms>", "how long an answer may take, in milliseconds", readSome, 10_000)
    .option("--ca <file>", "PEM of an authority to trust besides the usual ones")
    .addHelpText("after", rolesHelp)
    .exitOverride()
    .action(async (flags: RolesFlags) => {
      process.exitCode = await (await import("./contract-roles.ts")).roles(flags);
    });
}

const rolesHelp = `
Exit status: 0 all is as it should be, 1 a role is not, 2 bad usage or file, 3 target unreachable or credentials refused,
4 there was no role to ask about.

Example:
  license-api-kit contract roles --verify --target staging.json`;

function allowOption(about: string): Option {
  return new Option("--allow <effect>", about).choices(["none", "reversible", "permanent"]).default("none");
}

/** A request in a day and a little; no timer waits for longer than 24 days. */
const slowest = 0.000_01;

function readRate(text: string): number {
  const rate = Number(text);
  if (Number.isFinite(rate) && rate >= slowest) return rate;
  throw new InvalidArgumentError(`Expected a number not below ${slowest}.`);
}
