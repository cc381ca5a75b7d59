import { Argument, type Command } from "commander";
import type { ClockMove } from "../../mock/clock/clock.ts";
import type { ClockEvent } from "../../mock/clock/events.ts";
import { type LicenseMoment, licenseMoments } from "../../mock/clock/license-moments.ts";
import { readNumber } from "../flag-values.ts";
import { addLeaf } from "../leaf.ts";
import { ask } from "./ask.ts";

/** Adds `ctl clock`. */
export function addClock(ctl: Command): void {
  const clock = ctl.command("clock").description("look at the mock's time and move it");
  addLeaf(clock, { usage: "now", about: "say what time it is", examples: ["ctl clock"], isDefault: true }).action(now);
  addLeaf(clock, {
    usage: "set <time>",
    about: "set the time",
    examples: ["ctl clock set 2030-01-31T00:00:00Z"],
  }).action((time: string, _flags: object, command: Command) =>
    ask(command, ({ space }) => space.clock.set(time), moveText),
  );
  addLeaf(clock, {
    usage: "advance <duration>",
    about: "move the time on, or back by a negative duration",
    examples: ["ctl clock advance 30d", "ctl clock advance -1h30m"],
  })
    .allowUnknownOption() // a negative duration begins as options do
    .action((duration: string, _flags: object, command: Command) =>
      ask(command, ({ space }) => space.clock.advance(duration), moveText),
    );
  addLicenseMoves(clock);
  addLeaf(clock, {
    usage: "freeze [time]",
    about: "stop the time, where it is or at a given one",
    examples: ["ctl clock freeze", "ctl clock freeze 2030-01-31T00:00:00Z"],
  }).action((time: string | undefined, _flags: object, command: Command) =>
    ask(command, ({ space }) => space.clock.freeze(time), moveText),
  );
  addLeaf(clock, {
    usage: "run",
    about: "let the time run",
    examples: ["ctl clock run", "ctl clock run 60"],
  })
    .argument("[rate]", "how many times as fast as the wall clock", readNumber, 1)
    .action((rate: number, _flags: object, command: Command) =>
      ask(
        command,
        ({ space }) => space.clock.run(rate),
        () => `the time runs ${rate} times as fast as the wall clock`,
      ),
    );
}

function addLicenseMoves(clock: Command): void {
  addLeaf(clock, {
    usage: "advance-to",
    about: "move the time to a moment of a license, and stop it there",
    examples: ["ctl clock advance-to TIME-LIMI-KEYS-0001 expiry --offset -1ms"],
  })
    .argument("<license>", "its key, its user's email, or its id")
    .addArgument(new Argument("<moment>", "a moment that it has").choices(licenseMoments))
    .option("--offset <duration>", "so long after it, or before it by a negative duration")
    .action((license: string, moment: LicenseMoment, { offset }: { offset?: string }, command: Command) => {
      const reference = /^\d{16}$/.test(license) ? Number(license) : license;
      return ask(command, ({ space }) => space.clock.advanceTo(reference, moment, offset), moveText);
    });
}

function now(_flags: object, command: Command): Promise<void> {
  return ask(
    command,
    async ({ space }) => ({
      now: new Date(await space.clock.now()).toISOString(),
      rate: await space.clock.rate(),
    }),
    ({ now, rate }) => `${now} (${rate === 0 ? "frozen" : `running, rate ${rate}`})`,
  );
}

function moveText({ from, to, events, more }: ClockMove): string {
  const left = more === 0 ? [] : [`  and ${more} more events`];
  return [`${from} -> ${to}`, ...events.map(eventText), ...left].join("\n");
}

function eventText({ at, kind, license, licenseId, feature, device, client }: ClockEvent): string {
  const about = [license ?? licenseId, feature, device, client].filter((name) => name !== undefined);
  return `  ${at} ${kind} ${about.join(" ")}`;
}
