import type { Command } from "commander";
import type { ControlSpace } from "../../generated/types.ts";
import { readTime } from "../flag-values.ts";
import { addLeaf } from "../leaf.ts";
import { failure } from "../usage-error.ts";
import { ask, ctlStatus } from "./ask.ts";

/** Adds `ctl space`. */
export function addSpaces(ctl: Command): void {
  const space = ctl.command("space").description("make isolated worlds in the same server, and drop them");
  addLeaf(space, {
    usage: "new [name]",
    about: "make a space that begins as the server did, and print its credentials",
    examples: ["ctl space new", "ctl space new checkout-test-7 --clock 2030-01-31T00:00:00Z"],
  })
    .option("--clock <time>", "freeze its time at a moment", readTime)
    .action((name: string | undefined, flags: object, command: Command) =>
      ask(command, ({ send }) => send<ControlSpace>("POST", "/spaces", { body: { name, ...flags } }), factsText),
    );
  addLeaf(space, { usage: "list", about: "list the spaces, the main one first", examples: ["ctl space list"] }).action(
    (_flags: object, command: Command) =>
      ask(
        command,
        ({ server }) => server.spaces(),
        (names) => names.join("\n"),
      ),
  );
  addLeaf(space, {
    usage: "drop <name>",
    about: "forget a space",
    examples: ["ctl space drop checkout-test-7"],
  }).action((name: string, _flags: object, command: Command) =>
    ask(
      command,
      async ({ server }) => {
        if (await server.dropSpace(name)) return;
        const [main] = await server.spaces();
        const reason = name === main ? "is the main one, which only ctl reset puts back" : "does not exist";
        throw failure(ctlStatus.refused, `the space ${name} ${reason}`);
      },
      () => `dropped ${name}`,
    ),
  );
}

function factsText({ name, url, credentials: { apiKey, sharedKey } }: ControlSpace): string {
  return `space       ${name}\nurl         ${url}\napi key     ${apiKey}\nshared key  ${sharedKey}`;
}
