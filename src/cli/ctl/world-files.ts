import { writeFileSync } from "node:fs";
import { Argument, type Command } from "commander";
import { tableNames } from "../../control/client/remote-methods.ts";
import { operations } from "../../control/operations.ts";
import { addCommand } from "../add-command.ts";
import { jsonLines } from "../print.ts";
import { readJson } from "../read-file.ts";
import { asUsage } from "../usage-error.ts";
import { askServer } from "./ask.ts";
import { readCriteria } from "./row-arguments.ts";

/** Adds what reads and writes files to `ctl world`, and the look at rows, which takes an id or fields. */
export function addWorldFiles(ctl: Command): void {
  const world = ctl.commands.find((one) => one.name() === "world") as Command;
  addCommand(world, {
    usage: "get",
    about: "show rows of a table: one by its id, those with given fields, or all, a line each",
    examples: ["ctl world get licenses licenseKey=ACTV-PERP-KEYS-0001", "ctl world get devices 1000000000000031"],
  })
    .addArgument(new Argument("<table>", "which table").choices(tableNames))
    .argument("[id-or-fields...]", "an id, or field=value …")
    .action((table: string, words: readonly string[], _flags: object, command: Command) => {
      const [id = ""] = words;
      const isOne = words.length === 1 && /^\d+$/.test(id);
      const [row, request] = isOne
        ? [operations["table.get"], { steps: { table, id } }]
        : [operations["table.list"], { steps: { table }, query: readCriteria(words) }];
      const write = (answer: unknown) =>
        Array.isArray(answer) ? answer.map((one) => JSON.stringify(one)) : jsonLines(answer);
      return askServer(command, ({ send, space }) => send(row, request, space), write);
    });
  addCommand(world, {
    usage: "export [file]",
    about: "write the present state as a world file that loads again",
    examples: ["ctl world export world.json", "ctl world export > world.json"],
  }).action((file: string | undefined, _flags: object, command: Command) =>
    askServer(
      command,
      async ({ send, space }) => {
        const content = await send(operations["world.export"], {}, space);
        if (file === undefined) return content;
        asUsage(file, () => writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`));
        return { file };
      },
      (answer) => (file === undefined ? jsonLines(answer) : `wrote ${file}`),
    ),
  );
  addCommand(world, {
    usage: "load <file>",
    about: "put a world file in place of this world, until a reset",
    examples: ["ctl world load world.json"],
  }).action((file: string, _flags: object, command: Command) => {
    const body = readJson(file, "world load");
    return askServer(
      command,
      ({ send, space }) => send(operations["world.replace"], { body }, space),
      () => `loaded ${file}`,
    );
  });
}
