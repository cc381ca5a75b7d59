import { Argument, type Command } from "commander";
import type { Fault } from "../../mock/faults/faults.ts";
import { type FaultKind, faultKinds } from "../../mock/faults/kinds.ts";
import { readCount, readNumber } from "../flag-values.ts";
import { addLeaf } from "../leaf.ts";
import { ask } from "./ask.ts";
import { addCallFlags, endpointFlag, fieldText } from "./call-flags.ts";
import { addKeptList } from "./kept-list.ts";

/** Adds `ctl fault`. */
export function addFaults(ctl: Command): void {
  const fault = ctl.command("fault").description("fail calls on purpose");
  addAdd(fault);
  addKeptList(fault, {
    noun: "fault",
    idle: "failed no call",
    keptIn: ({ faults }) => faults,
    write: faultText,
  });
}

function addAdd(fault: Command): void {
  const add = addLeaf(fault, {
    usage: "add",
    about: "add a fault; which flags go with which kind, the README's table of faults says",
    examples: [
      "ctl fault add error --code license_not_found --endpoint check-license --times 1",
      "ctl fault add delay --ms 1500 --license ACTV-PERP-KEYS-0001",
    ],
  })
    .addArgument(new Argument("<kind>", "what goes wrong").choices(Object.keys(faultKinds)))
    .addOption(endpointFlag("only calls of this endpoint; repeatable"));
  addCallFlags(add)
    .option("--after <count>", "let so many calls through first", readCount)
    .option("--probability <number>", "how likely each call fails, from 0 to 1", readNumber)
    .option("--seed <number>", "the same seed and the same calls fail the same", readNumber)
    .option("--code <code>", "code of the error")
    .option("--status <number>", "HTTP status", readCount)
    .option("--ms <number>", "how late, in milliseconds", readCount)
    .option("--minutes <number>", "how far the Date is off", readCount)
    .option("--retry-after-seconds <number>", "value of the Retry-After header", readCount)
    .option("--content-type <type>", "the wrong Content-Type")
    .option("--happens", "the call happens, so that the state changes, before the client is failed")
    .option("--no-happens", "the call does not happen")
    .action((kind: FaultKind, flags: object, command: Command) =>
      ask(command, ({ space }) => space.faults.add({ kind, ...flags } as never), faultText),
    );
}

function faultText({ id, spec: { kind, ...fields }, met, applied }: Fault): string {
  return `fault ${id}: ${[kind, fieldText(fields)].join(" ").trim()} (met ${met} calls, failed ${applied})`;
}
