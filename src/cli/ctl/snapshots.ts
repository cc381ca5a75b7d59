import type { Command } from "commander";
import { addLeaf } from "../leaf.ts";
import { failure } from "../usage-error.ts";
import { ask, ctlStatus } from "./ask.ts";

/** Adds `ctl snapshot`. */
export function addSnapshots(ctl: Command): void {
  const snapshot = ctl.command("snapshot").description("save states of the world by name, and put them back");
  addLeaf(snapshot, {
    usage: "save <name>",
    about: "save the present state",
    examples: ["ctl snapshot save before-checkout"],
  }).action((name: string, _flags: object, command: Command) =>
    ask(
      command,
      ({ space }) => space.world.snapshots.save(name),
      () => `saved ${name}`,
    ),
  );
  addLeaf(snapshot, {
    usage: "restore <name>",
    about: "put a saved state back",
    examples: ["ctl snapshot restore before-checkout"],
  }).action((name: string, _flags: object, command: Command) =>
    ask(
      command,
      ({ space }) => space.world.snapshots.restore(name),
      () => `restored ${name}`,
    ),
  );
  addLeaf(snapshot, { usage: "list", about: "list the saved states", examples: ["ctl snapshot list"] }).action(
    (_flags: object, command: Command) =>
      ask(
        command,
        ({ space }) => space.world.snapshots.list(),
        (names) => names.join("\n") || "no snapshots",
      ),
  );
  addLeaf(snapshot, {
    usage: "remove <name>",
    about: "forget a saved state",
    examples: ["ctl snapshot remove before-checkout"],
  }).action((name: string, _flags: object, command: Command) =>
    ask(
      command,
      async ({ space }) => {
        if (await space.world.snapshots.remove(name)) return;
        throw failure(ctlStatus.refused, `there is no snapshot ${name}`);
      },
      () => `removed ${name}`,
    ),
  );
}
