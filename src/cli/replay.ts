import { Command, Option } from "commander";
import type { Policies } from "../api/policies.ts";
import { readCount, readPolicy } from "./flag-values.ts";

/** What `replay` is told. */
export interface ReplayFlags {
  readonly target?: string;
  readonly mock?: true;
  readonly url?: string;
  readonly world?: string;
  readonly policy?: Partial<Policies>;
  readonly values?: string;
  readonly allow: "none" | "permanent";
  readonly exact?: true;
  readonly timeout: number;
}

/** `license-api-kit replay`: sends recorded calls again and says what comes back otherwise. */
export function replayCommand(): Command {
  return new Command("replay")
    .description("send recorded calls again, signed anew, and say what comes back otherwise")
    .argument("<path>", "a case file, a HAR file, a file of proxy --record, or a folder of them as one session")
    .option("--target <file>", "target file of the server to ask")
    .option("--mock", "ask a fresh mock, in this process")
    .option("--url <url>", "ask a running mock")
    .option("--world <file>", "world file of the fresh mock (default: the default world)")
    .option("--policy <name=value>", "policy of the fresh mock; repeatable", readPolicy)
    .option("--values <file>", "JSON object of what placeholders stand for, by their names")
    .addOption(
      new Option("--allow <effect>", "the worst effect on a target file's server that the calls may have")
        .choices(["none", "permanent"])
        .default("none"),
    )
    .option("--exact", "ids, dates and signatures must be the same too")
    .option("--timeout <ms>", "how long an answer may take, in milliseconds", readCount, 10_000)
    .addHelpText("after", help)
    .exitOverride()
    .action(async (path: string, flags: ReplayFlags) => {
      const { runReplay } = await import("./run-replay.ts"); // so that other commands need not load it
      process.exitCode = await runReplay(path, flags);
    });
}

const help = `
Secrets and names of a recording stand in it as placeholders like {{password:ada@example.test}} and {{license_key:1}}.
They are filled from --values, else from the roles of the target file or of the mock: of those with the product that was
asked for, from the one in the situation that the recorded answers show.

Exit status: 0 nothing differs, 1 something does, 2 bad usage or file, 3 target unreachable or credentials refused,
4 nothing could be compared.

Examples:
  curl -s http://127.0.0.1:8080/__mock/journal.har > session.har
  license-api-kit replay session.har --mock
  license-api-kit replay session.har --target staging.json --allow permanent`;
