import { writeFileSync } from "node:fs";
import { Argument, type Command } from "commander";
import { tableNames } from "../../control/client/remote-world.ts";
import type { WorldFile } from "../../generated/types.ts";
import { readId } from "../flag-values.ts";
import { addLeaf } from "../leaf.ts";
import { readJson } from "../read-file.ts";
import { asUsage, failure } from "../usage-error.ts";
import { ask, ctlStatus } from "./ask.ts";
import { readCriteria, readRow } from "./row-words.ts";

/** Adds `ctl world`. */
export function addWorld(ctl: Command): void {
  const world = ctl.command("world").description("look at the world and change it, in the words of world files");
  addGet(world);
  addEdits(world);
  addLeaf(world, {
    usage: "export [file]",
    about: "write the present state as a world file that loads again",
    examples: ["ctl world export world.json", "ctl world export > world.json"],
  }).action((file: string | undefined, _flags: object, command: Command) =>
    ask(
      command,
      async ({ space }) => {
        const text = await space.world.export();
        if (file === undefined) return text;
        asUsage(file, () => writeFileSync(file, `${JSON.stringify(text, null, 2)}\n`));
        return { file };
      },
      (answer) => ("file" in answer ? `wrote ${answer.file}` : JSON.stringify(answer, null, 2)),
    ),
  );
  addLeaf(world, {
    usage: "load <file>",
    about: "put a world file in place of this world, until a reset",
    examples: ["ctl world load world.json"],
  }).action((file: string, _flags: object, command: Command) => {
    const content = readJson(file, "world load") as WorldFile;
    return ask(
      command,
      ({ space }) => space.world.replace(content),
      () => `loaded ${file}`,
    );
  });
}

function addGet(world: Command): void {
  addLeaf(world, {
    usage: "get",
    about: "show rows of a table: one by its id, those with given fields, or all, a line each",
    examples: ["ctl world get licenses licenseKey=ACTV-PERP-KEYS-0001", "ctl world get devices 1000000000000031"],
  })
    .addArgument(tableArgument())
    .argument("[id-or-fields...]", "an id, or field=value …")
    .action((table: string, words: readonly string[], _flags: object, command: Command) => {
      const [id = ""] = words;
      if (words.length === 1 && /^\d+$/.test(id)) return getRow(command, table, Number(id));
      const fields = readCriteria(words);
      return ask(
        command,
        ({ space }) => space.world.table(table).list(fields),
        (rows) => rows.map((row) => JSON.stringify(row)).join("\n"),
      );
    });
}

function getRow(command: Command, table: string, id: number): Promise<void> {
  return ask(
    command,
    ({ space }) => found(space.world.table(table).get(id), `${table}: there is no row ${id}`),
    pretty,
  );
}

async function found<Row>(row: Promise<Row | undefined>, message: string): Promise<Row> {
  const one = await row;
  if (one === undefined) throw failure(ctlStatus.refused, message);
  return one;
}

function addEdits(world: Command): void {
  addLeaf(world, {
    usage: "add",
    about: "add a row",
    examples: [`ctl world add licenses '{"product":"key-app","licenseKey":"MINE-MINE-MINE-0001"}'`],
  })
    .addArgument(tableArgument())
    .argument("<row...>", "JSON, or field=value …")
    .action((table: string, words: readonly string[], _flags: object, command: Command) => {
      const row = readRow(words);
      return ask(command, ({ space }) => space.world.table(table).add(row), pretty);
    });
  addLeaf(world, {
    usage: "set",
    about: "change fields of a row; null removes an optional one, objects are changed field by field",
    examples: [`ctl world set licenses 1000000000000060 enabled=false 'consumption={"max":5}'`],
  })
    .addArgument(tableArgument())
    .argument("<id>", "id of the row", readId)
    .argument("<fields...>", "field=value …, a value being JSON or a text")
    .action((table: string, id: number, words: readonly string[], _flags: object, command: Command) => {
      const patch = readRow(words);
      return ask(command, ({ space }) => space.world.table(table).update(id, patch), pretty);
    });
  addLeaf(world, {
    usage: "remove",
    about: "remove a row with what cannot stand without it",
    examples: ["ctl world remove devices 1000000000000031"],
  })
    .addArgument(tableArgument())
    .argument("<id>", "id of the row", readId)
    .action((table: string, id: number, _flags: object, command: Command) =>
      ask(
        command,
        ({ space }) => space.world.table(table).remove(id),
        () => `removed ${table} ${id}`,
      ),
    );
}

function tableArgument(): Argument {
  return new Argument("<table>", "which table").choices(tableNames);
}

function pretty(row: object): string {
  return JSON.stringify(row, null, 2);
}
