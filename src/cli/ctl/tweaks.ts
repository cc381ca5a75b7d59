import { Argument, type Command } from "commander";
import { type EndpointName, endpointNames } from "../../api/endpoints.ts";
import type { RemoteTweak } from "../../control/client/remote.ts";
import { addLeaf } from "../leaf.ts";
import { ask } from "./ask.ts";
import { addCallFlags, fieldText, readEndpoint } from "./call-flags.ts";
import { addKeptList } from "./kept-list.ts";
import { readRow } from "./row-words.ts";

/** Adds `ctl tweak`. */
export function addTweaks(ctl: Command): void {
  const tweak = ctl.command("tweak").description("change answers after they were made, before they are signed");
  addAdd(tweak);
  addKeptList(tweak, {
    noun: "tweak",
    idle: "changed no answer",
    keptIn: ({ tweaks }) => tweaks,
    write: tweakText,
  });
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
