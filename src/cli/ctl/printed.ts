import type { Operation, OperationCommand } from "../../control/operation.ts";
import type { ControlClock, ControlSpace } from "../../generated/types.ts";
import type { ClockMove } from "../../mock/clock/clock.ts";
import type { ClockEvent } from "../../mock/clock/events.ts";
import type { Fault } from "../../mock/faults/faults.ts";
import type { Tweak } from "../../mock/tweaks.ts";
import { jsonLines, type Lines } from "../print.ts";

/**
 * An answer for people.
 *
 * @param group what the command is about, as in `no faults`.
 * @param given the arguments by their names.
 */
export function printed(
  answer: unknown,
  { gives }: Operation,
  { done }: OperationCommand,
  group: string,
  given: Readonly<Record<string, unknown>>,
): Lines {
  if (done !== undefined) return done.replace(/<(\w+)>/g, (_whole, name: string) => String(given[name]));
  const linesOf = printers[String(gives)] as ((one: unknown) => Lines) | undefined;
  if (linesOf === undefined) return jsonLines(answer);
  if (!Array.isArray(answer)) return linesOf(answer);
  return answer.length === 0 ? `no ${group}s` : answer.flatMap(linesOf);
}

/** How an answer is printed, by its schema; as JSON where it is not here. */
const printers: Readonly<Record<string, (answer: never) => Lines>> = {
  "control-text": (text: string) => text,
  "control-clock": ({ now, rate }: ControlClock) => `${now} (${rate === 0 ? "frozen" : `running, rate ${rate}`})`,
  "control-clock-move": ({ from, to, events, more }: ClockMove) => {
    const left = more === 0 ? [] : [`  and ${more} more events`];
    return [`${from} -> ${to}`, ...events.map(eventText), ...left];
  },
  "control-fault": ({ id, spec: { kind, ...fields }, met, applied }: Fault) =>
    `fault ${id}: ${[kind, fieldText(fields)].join(" ").trim()} (met ${met} calls, failed ${applied})`,
  "control-tweak": ({ id, options: { endpoint, ...options }, patch, applied }: Tweak) => {
    const about = [endpoint ?? "every endpoint", JSON.stringify(patch), fieldText(options)].join(" ").trim();
    return `tweak ${id}: ${about} (changed ${applied} answers)`;
  },
  "control-space": ({ name, url, credentials: { apiKey, sharedKey } }: ControlSpace) => [
    `space       ${name}`,
    `url         ${url}`,
    `api key     ${apiKey}`,
    `shared key  ${sharedKey}`,
  ],
};

function eventText({ at, kind, license, licenseId, feature, device, client }: ClockEvent): string {
  const about = [license ?? licenseId, feature, device, client].filter((name) => name !== undefined);
  return `  ${at} ${kind} ${about.join(" ")}`;
}

function fieldText(fields: object): string {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return entries.map(([name, value]) => `${name}=${plainText(value)}`).join(" ");
}

function plainText(value: unknown): string {
  if (Array.isArray(value)) return value.join(",");
  return typeof value === "string" ? value : JSON.stringify(value);
}
