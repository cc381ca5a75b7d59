import type { Command } from "commander";
import { readId } from "../flag-values.ts";
import { addLeaf } from "../leaf.ts";
import { failure } from "../usage-error.ts";
import { ask, type Connection, ctlStatus } from "./ask.ts";

/** What a space keeps by number, as faults and tweaks are. */
interface Kept<One> {
  list(): Promise<One[]>;
  unused(): Promise<One[]>;
  remove(id: number): Promise<unknown>;
  clear(): Promise<unknown>;
}

/** How a list is called and shown. */
interface KeptList<One> {
  readonly noun: "fault" | "tweak";
  /** What an unused one has not done yet. */
  readonly idle: string;
  keptIn(space: Connection["space"]): Kept<One>;
  write(one: One): string;
}

/** Adds `list`, `remove` and `clear` for what a space keeps by number. */
export function addKeptList<One extends { readonly id: number }>(parent: Command, kept: KeptList<One>): void {
  const { noun, idle, keptIn, write } = kept;
  const all = `${noun}s`;
  addLeaf(parent, { usage: "list", about: `list the ${all}`, examples: [`ctl ${noun} list --unused`] })
    .option("--unused", `only those that have ${idle} yet`)
    .action(({ unused }: { unused?: true }, command: Command) =>
      ask(
        command,
        ({ space }) => (unused ? keptIn(space).unused() : keptIn(space).list()),
        (list) => list.map(write).join("\n") || `no ${all}`,
      ),
    );
  addLeaf(parent, { usage: "remove", about: `remove a ${noun}`, examples: [`ctl ${noun} remove 1`] })
    .argument("<id>", "its number, as list says it", readId)
    .action((id: number, _flags: object, command: Command) =>
      ask(
        command,
        async ({ space }) => {
          if ((await keptIn(space).list()).some((one) => one.id === id)) return keptIn(space).remove(id);
          throw failure(ctlStatus.refused, `there is no ${noun} ${id}`);
        },
        () => `removed ${noun} ${id}`,
      ),
    );
  addLeaf(parent, { usage: "clear", about: `remove all ${all}`, examples: [`ctl ${noun} clear`] }).action(
    (_flags: object, command: Command) =>
      ask(
        command,
        ({ space }) => keptIn(space).clear(),
        () => `removed all ${all}`,
      ),
  );
}
