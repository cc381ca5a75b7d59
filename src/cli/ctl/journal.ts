import { type Command, Option } from "commander";
import { type EndpointName, endpointNames } from "../../api/endpoints.ts";
import { wait } from "../../api/wait.ts";
import { operations } from "../../control/operations.ts";
import type { JournalEntry } from "../../mock/journal/entry.ts";
import type { JournalQuery } from "../../mock/journal/journal.ts";
import { addCommand } from "../add-command.ts";
import { readCount, readId } from "../flag-values.ts";
import { explainedLines } from "../journal-line.ts";
import { type Lines, print } from "../print.ts";
import { askServer, type ConnectionFlags, type ServerConnection } from "./ask.ts";
import { readEndpoint } from "./operation-command.ts";

interface JournalFlags extends JournalQuery {
  readonly findings?: true;
  readonly clear?: true;
  readonly follow?: true;
}

/** Adds `ctl journal`. */
export function addJournal(ctl: Command): void {
  addCommand(ctl, {
    usage: "journal",
    about: "show the last requests, oldest first, each with the rules that decided",
    examples: ["ctl journal --last 5", "ctl journal --outcome license_not_found --follow"],
  })
    .addOption(
      new Option("--endpoint <name>", "only calls of this endpoint")
        .choices(endpointNames)
        .argParser<EndpointName>(readEndpoint),
    )
    .option("--outcome <code>", "only calls that ended so: ok, fault, or the code of an error")
    .option("--license <name>", "only calls about this license key, username or license id")
    .option("--device <id>", "only calls of this hardware id")
    .option("--since <id>", "only calls after the one of this number", readId)
    .option("--last <count>", "only so many, the newest", readCount)
    .addOption(new Option("--follow", "go on with what comes in, until Ctrl-C; with --json a line each"))
    .addOption(new Option("--findings", "only the remarks on all calls, each once").conflicts(["follow", "clear"]))
    .addOption(new Option("--clear", "forget the calls").conflicts("follow"))
    .action(show);
}

function show({ findings, clear, follow, ...query }: JournalFlags, command: Command): Promise<void> {
  if (clear) {
    return askServer(
      command,
      ({ send, space }) => send(operations["journal.clear"], {}, space),
      () => "cleared",
    );
  }
  if (findings) {
    return askServer(
      command,
      ({ send, space }) => send(operations["journal.findings"], {}, space) as Promise<string[]>,
      (found) => found,
    );
  }
  const entriesIn = ({ send, space }: ServerConnection, asked: JournalQuery) =>
    send(operations["journal.entries"], { query: { ...asked } }, space) as Promise<JournalEntry[]>;
  if (!follow) {
    return askServer(
      command,
      (connection) => entriesIn(connection, query),
      (entries) => entries.flatMap(explainedLines),
    );
  }
  const { json } = command.optsWithGlobals<ConnectionFlags>();
  const write = json ? (entry: JournalEntry) => JSON.stringify(entry) : explainedLines;
  return askServer(
    command,
    (connection) => followJournal((asked) => entriesIn(connection, asked), query, write),
    () => "",
  );
}

/** How long to wait before the journal is asked again. */
const pauseMs = 300;

async function followJournal(
  entriesOf: (query: JournalQuery) => Promise<JournalEntry[]>,
  query: JournalQuery,
  write: (entry: JournalEntry) => Lines,
): Promise<never> {
  let asked = query;
  for (;;) {
    const entries = await entriesOf(asked);
    for (const entry of entries) print(write(entry));
    const { last: _first, ...rest } = asked;
    asked = { ...rest, since: entries.at(-1)?.id ?? asked.since ?? 0 };
    await wait(pauseMs);
  }
}
