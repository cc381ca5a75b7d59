import { Argument, type Command } from "commander";
import { type EndpointName, endpointNames } from "../../api/endpoints.ts";
import type { RemoteTweak } from "../../control-client/remote.ts";
import { readId } from "../flag-values.ts";
import { addLeaf } from "../leaf.ts";
import { failure } from "../usage-error.ts";
import { ask, ctlStatus } from "./ask.ts";
import { addCallFlags, fieldText, readEndpoint } from "./call-flags.ts";
import { readRow } from "./row-words.ts";

/** Adds `ctl tweak`. */
export function addTweaks(ctl: Command): void {
  const tweak = ctl.command("tweak").description("change answers after they were made, before they are signed");
  addAdd(tweak);
  addLeaf(tweak, { usage: "list", about: "list the tweaks", examples: ["ctl tweak list --unused"] })
    .option("--unused", "only those that have changed no answer yet")
    .action(({ unused }: { unused?: true }, command: Command) =>
      ask(
        command,
        ({ space }) => (unused ? space.tweaks.unused() : space.tweaks.list()),
        (tweaks) => tweaks.map(tweakText).join("\n") || "no tweaks",
      ),
    );
  addLeaf(tweak, { usage: "remove", about: "remove a tweak", examples: ["ctl tweak remove 1"] })
    .argument("<id>", "its number, as list says it", readId)
    .action((id: number, _flags: object, command: Command) =>
      ask(
        command,
        async ({ space: { tweaks } }) => {
          if ((await tweaks.list()).some((one) => one.id === id)) return tweaks.remove(id);
          throw failure(ctlStatus.refused, `there is no tweak ${id}`);
        },
        () => `removed tweak ${id}`,
      ),
    );
  addLeaf(tweak, { usage: "clear", about: "remove all tweaks", examples: ["ctl tweak clear"] }).action(
    (_flags: object, command: Command) =>
      ask(
        command,
        ({ space }) => space.tweaks.clear(),
        () => "removed all tweaks",
      ),
  );
}

function addAdd(tweak: Command): void {
  const add = addLeaf(tweak, {
    usage: "add",
    about: "change the answers of an endpoint by a JSON merge patch",
    examples: [
      `ctl tweak add check-license '{"is_expired":true}' --times 1`,
      "ctl tweak add check-license is_expired=true",
    ],
  })
    .addArgument(
      new Argument("<endpoint>", "whose answers").choices(endpointNames).argParser<EndpointName>(readEndpoint),
    )
    .argument("<patch...>", "JSON, or field=value …");
  addCallFlags(add)
    .option("--unchecked", "send an answer that breaks its schema all the same")
    .action((endpoint: EndpointName, words: readonly string[], flags: object, command: Command) => {
      const patch = readRow(words);
      return ask(command, ({ space }) => space.tweak(endpoint, patch, flags), tweakText);
    });
}

function tweakText({ id, options: { endpoint, ...options }, patch, applied }: Omit<RemoteTweak, "remove">): string {
  const about = [endpoint ?? "every endpoint", JSON.stringify(patch), fieldText(options)].join(" ").trim();
  return `tweak ${id}: ${about} (changed ${applied} answers)`;
}
