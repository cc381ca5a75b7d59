import { type Argument, type Command, InvalidArgumentError, Option } from "commander";
import { type EndpointName, endpointNames } from "../../api/endpoints.ts";
import { nearestName } from "../../api/nearest-name.ts";
import { tableNames } from "../../control/client/remote-methods.ts";
import { spacesOfAllShards } from "../../control/client/spaces-of-all-shards.ts";
import type { ControlRequest, Operation, OperationCommand } from "../../control/operation.ts";
import type { OperationName } from "../../control/operations.ts";
import { licenseMoments } from "../../mock/clock/license-moments.ts";
import { faultKinds } from "../../mock/faults/kinds.ts";
import { addCommand } from "../add-command.ts";
import { readCount, readId, readNumber, readTime } from "../flag-values.ts";
import { askServer } from "./ask.ts";
import { printed } from "./printed.ts";
import { readRow } from "./row-arguments.ts";

/** Adds the command of an operation to its group. */
export function addOperation(ctl: Command, name: OperationName, row: Operation, command: OperationCommand): void {
  const [, words = "", given = ""] = /^([a-z -]*[a-z])(.*)$/.exec(command.usage) ?? [];
  const [group, last] = words.includes(" ") ? words.split(" ") : [undefined, words];
  const parent = ctl.commands.find((one) => one.name() === group) ?? ctl;
  const { isDefault } = command;
  const examples = command.examples.map((example) => `ctl ${example}`);
  const leaf = addCommand(parent, {
    usage: `${last}${given}`,
    about: row.about,
    examples,
    ...(isDefault && { isDefault }),
  });
  for (const argument of leaf.registeredArguments) values[argument.name()]?.(argument);
  flags[name]?.(leaf);
  leaf.action((...all: unknown[]) => {
    const [chosen, itself] = all.slice(-2) as [Flags, Command];
    const arguments_ = all.slice(0, -2);
    const request = requestOf(name, row, arguments_, chosen);
    const names = leaf.registeredArguments.map((argument) => argument.name());
    return askServer(
      itself,
      ({ send, space }) => (name === "spaces" ? spacesOfAllShards(send) : send(row, request, space)),
      (answer) =>
        printed(answer, row, command, group ?? "", Object.fromEntries(names.map((one, at) => [one, arguments_[at]]))),
    );
  });
}

type Flags = Readonly<Record<string, unknown>>;

/** What is sent: the words as the arguments of the method, flags of a query beside them. */
function requestOf(name: OperationName, row: Operation, words: unknown[], chosen: Flags): ControlRequest {
  const send = row.remote?.send as (...given: unknown[]) => ControlRequest;
  const request = send(...(methodArguments[name]?.(words, chosen) ?? words));
  return row.query ? { ...request, query: { ...request.query, ...chosen } } : request;
}

/** What words and flags are as arguments of the method, where they are not these already. */
const methodArguments: Partial<Record<OperationName, (words: unknown[], chosen: Flags) => unknown[]>> = {
  space: ([name], chosen) => [name, chosen],
  "clock.advanceTo": ([license, moment], { offset }) => [idOrName(String(license)), moment, offset],
  "faults.add": ([kind], chosen) => [{ kind, ...chosen }],
  "tweaks.add": ([endpoint, patch], chosen) => [{ ...chosen, endpoint, patch: readRow(patch as string[]) }],
  "table.add": ([table, row]) => [table, readRow(row as string[])],
  "table.update": ([table, id, fields]) => [table, id, readRow(fields as string[])],
};

function idOrName(license: string): string | number {
  return /^\d{16}$/.test(license) ? Number(license) : license;
}

/** The values that arguments may have, by their names. */
const values: Readonly<Record<string, (argument: Argument) => Argument>> = {
  id: (argument) => argument.argParser(readId),
  rate: (argument) => argument.argParser(readNumber),
  kind: (argument) => argument.choices(Object.keys(faultKinds)),
  moment: (argument) => argument.choices(licenseMoments),
  table: (argument) => argument.choices(tableNames),
  endpoint: (argument) => argument.choices(endpointNames).argParser<EndpointName>(readEndpoint),
};

/** The flags of commands that have some. */
const flags: Partial<Record<OperationName, (command: Command) => Command>> = {
  space: (command) => command.option("--clock <time>", "freeze its time at a moment", readTime),
  "clock.advance": (command) => command.allowUnknownOption(), // a negative duration begins as options do
  "clock.advanceTo": (command) =>
    command.option("--offset <duration>", "so long after it, or before it by a negative duration"),
  "faults.list": (command) => command.option("--unused", "only those that have failed no call yet"),
  "tweaks.list": (command) => command.option("--unused", "only those that have changed no answer yet"),
  "tweaks.add": (command) =>
    callFlags(command).option("--unchecked", "send an answer that breaks its schema all the same"),
  "faults.add": (command) =>
    callFlags(command.addOption(endpointFlag()))
      .option("--after <count>", "let so many calls through first", readCount)
      .option("--probability <number>", "how likely each call fails, from 0 to 1", readNumber)
      .option("--seed <number>", "the same seed and the same calls fail the same", readNumber)
      .option("--code <code>", "code of the error")
      .option("--status <number>", "HTTP status", readCount)
      .option("--ms <number>", "how late, in milliseconds", readCount)
      .option("--minutes <number>", "how far the Date is off", readCount)
      .option("--retry-after-seconds <number>", "value of the Retry-After header", readCount)
      .addOption(new Option("--retry-after-form <form>", "what Retry-After is").choices(["seconds", "date"]))
      .option("--content-type <type>", "the wrong Content-Type")
      .option("--location <address>", "where a redirect leads")
      .option("--call <id>", "the call of the journal whose answer comes again", readId)
      .option("--of <fields>", "how the other call differs, in JSON: its endpoint, its input", readJson)
      .option("--bytes <number>", "size of the additional member", readCount)
      .option("--compressed", "send a large body gzipped")
      .option("--depth <number>", "how many lists stand in one another", readCount)
      .addOption(new Option("--style <style>", "letters of the headers' names").choices(["upper", "lower"]))
      .option("--happens", "the call happens, so that the state changes, before the client is failed")
      .option("--no-happens", "the call does not happen"),
};

function readJson(text: string): Readonly<Record<string, unknown>> {
  return readRow([text]);
}

/** Adds the flags that say which calls are meant. */
function callFlags(command: Command): Command {
  return command
    .option("--license <name>", "only calls about this license key, username or license id")
    .option("--device <id>", "only calls of this hardware id")
    .option("--product <code>", "only calls about this product")
    .option("--times <count>", "only so many calls", readCount);
}

function endpointFlag(): Option {
  return new Option("--endpoint <name>", "only calls of this endpoint; repeatable")
    .choices(endpointNames)
    .argParser((text: string, before: readonly EndpointName[] = []) => [...before, readEndpoint(text)]);
}

/** Reads the name of an endpoint. */
export function readEndpoint(text: string): EndpointName {
  const found = endpointNames.find((name) => name === text);
  if (found) return found;
  const near = nearestName(text, endpointNames);
  throw new InvalidArgumentError(near ? `Did you mean ${near}?` : `Expected one of ${endpointNames.join(", ")}.`);
}
