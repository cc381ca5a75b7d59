import { InputError } from "../api/input-error.ts";
import type { ControlClock, ControlNewSpace } from "../generated/types.ts";
import type { LicenseReference } from "../mock/clock/license-moments.ts";
import type { Moment } from "../mock/clock/timekeeper.ts";
import type { RowOrId } from "../mock/editor/table-editor.ts";
import type { JournalQuery } from "../mock/journal/journal.ts";
import type { Operation, RemoteMethod } from "./operation.ts";

/** What an operation is called: the method that does the same in process, where there is one. */
export type OperationName = keyof typeof operations;

const nothing: RemoteMethod = { send: () => ({}) };
const move = { method: "POST", gives: "control-clock-move" } as const;

/** What a journal may be asked for. */
const journalQuery = {
  endpoint: "Name of an endpoint",
  outcome: "`ok`, the code of an error, or `fault`",
  license: "A license key, a username or a license id, as it was sent",
  device: "A hardware id",
  since: "Entries after the one of this id",
  last: "So many of them, the newest",
};

/** Everything that the control API does. Order: as a person meets it, from one server to one row. */
export const operations = {
  health: {
    method: "GET",
    path: "/health",
    about: "Says that the server is well, and the mock's time",
    isOpen: "always",
    ofServer: true,
    gives: "control-health",
  },
  publicKey: {
    method: "GET",
    path: "/public-key",
    about: "The key that verifies signatures, PEM; the same in all spaces",
    query: { key: "`next`: the one that would come after it, by which the fault rotated-key-signature signs" },
    isOpen: "always",
    ofServer: true,
    gives: "pem",
  },
  roles: {
    method: "GET",
    path: "/roles",
    about:
      "The situations of the world by name, each with the fields that a request about it needs; secrets are hidden from those who may not control the mock",
    isOpen: "without-token",
    gives: "control-roles",
  },
  description: {
    method: "GET",
    path: "/openapi.json",
    about: "This description of the control API",
    isOpen: "without-token",
    ofServer: true,
    gives: "control-description",
  },
  credentials: {
    method: "GET",
    path: "/credentials",
    about: "The first API key of the world with its shared key",
    gives: "control-credentials",
  },
  reset: {
    method: "POST",
    path: "/reset",
    about: "Puts world, clock and journal of the space back to the start, and forgets its faults and tweaks",
    gives: "control-status",
    remote: { ...nothing, changesWorld: true },
    command: { usage: "reset", examples: ["reset", "--space checkout-test-7 reset"], done: "reset" },
  },

  spaces: {
    method: "GET",
    path: "/spaces",
    about: "Names of all spaces, the main one first",
    ofServer: true,
    gives: ["control-text"],
    remote: nothing,
    command: { usage: "space list", examples: ["space list"] },
  },
  space: {
    method: "POST",
    path: "/spaces",
    about: "Makes a space with a world, a clock and credentials of its own",
    ofServer: true,
    takes: "control-new-space",
    mayBeEmpty: true,
    gives: "control-space",
    status: 201,
    refuses: [409],
    remote: { send: (name?: string, options?: ControlNewSpace) => ({ body: { ...options, name } }) },
    command: {
      usage: "space new [name]",
      examples: ["space new", "space new checkout-test-7 --clock 2030-01-31T00:00:00Z"],
    },
  },
  putSpace: {
    method: "PUT",
    path: "/spaces/:name",
    about: "The space of a name, made where there is none",
    ofServer: true,
    takes: "control-new-space",
    mayBeEmpty: true,
    gives: "control-space",
    remote: { send: (name: string, options: ControlNewSpace = {}) => ({ steps: { name }, body: options }) },
  },
  findSpace: {
    method: "GET",
    path: "/spaces/:name",
    about: "A space with its credentials and roles",
    ofServer: true,
    gives: "control-space",
    refuses: [404],
    remote: { send: (name: string) => ({ steps: { name } }) },
  },
  dropSpace: {
    method: "DELETE",
    path: "/spaces/:name",
    about: "Forgets a space: no call is routed to it any more",
    ofServer: true,
    gives: "control-status",
    refuses: [404, 409],
    remote: { send: (name: string) => ({ steps: { name } }), refused: "no" },
    command: { usage: "space drop <name>", examples: ["space drop checkout-test-7"], done: "dropped <name>" },
  },

  "clock.now": {
    method: "GET",
    path: "/clock",
    about: "Where the clock stands",
    gives: "control-clock",
    remote: { ...nothing, result: ({ now }: ControlClock) => Date.parse(now) },
    alike: { "clock.rate": { ...nothing, result: ({ rate }: ControlClock) => rate } },
    command: { usage: "clock now", examples: ["clock"], isDefault: true },
  },
  "clock.set": {
    ...move,
    path: "/clock/set",
    about: "Sets the time; it runs on from there, or stands still if frozen",
    takes: "control-clock-set",
    remote: { send: (time: Moment) => ({ body: { time: momentText(time) } }) },
    command: { usage: "clock set <time>", examples: ["clock set 2030-01-31T00:00:00Z"] },
  },
  "clock.advance": {
    ...move,
    path: "/clock/advance",
    about: "Moves the time, forwards or by a negative duration backwards",
    takes: "control-clock-advance",
    remote: {
      send: (duration: string | object) => ({ body: typeof duration === "string" ? { duration } : duration }),
    },
    command: { usage: "clock advance <duration>", examples: ["clock advance 30d", "clock advance -1h30m"] },
  },
  "clock.advanceTo": {
    ...move,
    path: "/clock/advance-to",
    about: "Moves the time to a moment in the life of a license, and stops it there",
    takes: "control-clock-advance-to",
    remote: {
      send: (license: LicenseReference, moment: string, offset?: string | object) => ({
        body: { license: typeof license === "object" ? license.id : license, moment, offset },
      }),
    },
    command: {
      usage: "clock advance-to <license> <moment>",
      examples: ["clock advance-to TIME-LIMI-KEYS-0001 expiry --offset -1ms"],
    },
  },
  "clock.freeze": {
    ...move,
    path: "/clock/freeze",
    about: "Stops the time, where it is or at a given one",
    takes: "control-clock-freeze",
    mayBeEmpty: true,
    remote: { send: (time?: Moment) => ({ body: { time: momentText(time) } }) },
    command: { usage: "clock freeze [time]", examples: ["clock freeze", "clock freeze 2030-01-31T00:00:00Z"] },
  },
  "clock.run": {
    method: "POST",
    path: "/clock/run",
    about: "Lets the time run, so many times as fast as the wall clock",
    takes: "control-clock-run",
    mayBeEmpty: true,
    gives: "control-clock",
    remote: { send: (rate?: number) => ({ body: { rate } }), result: () => undefined },
    command: { usage: "clock run [rate]", examples: ["clock run", "clock run 60"] },
  },

  "faults.list": {
    method: "GET",
    path: "/faults",
    about: "The faults of the space, in the order in which they were added",
    query: { unused: "`true`: only those that have failed no call yet" },
    gives: ["control-fault"],
    remote: nothing,
    alike: { "faults.unused": { send: () => ({ query: { unused: true } }) } },
    command: { usage: "fault list", examples: ["fault list --unused"] },
  },
  "faults.add": {
    method: "POST",
    path: "/faults",
    about: "Adds a fault; which fields go with which kind, the README's table of faults says",
    takes: "fault",
    gives: "control-fault",
    status: 201,
    remote: { send: (fault: object) => ({ body: plainData(fault, "fault") }) },
    command: {
      usage: "fault add <kind>",
      examples: [
        "fault add error --code license_not_found --endpoint check-license --times 1",
        "fault add delay --ms 1500 --license ACTV-PERP-KEYS-0001",
      ],
    },
  },
  "faults.clear": {
    method: "DELETE",
    path: "/faults",
    about: "Removes all faults",
    gives: "control-status",
    remote: nothing,
    command: { usage: "fault clear", examples: ["fault clear"], done: "removed all faults" },
  },
  "faults.remove": {
    method: "DELETE",
    path: "/faults/:id",
    about: "Removes a fault",
    gives: "control-status",
    refuses: [404],
    remote: { send: (id: number) => ({ steps: { id } }), refused: "nothing" },
    command: { usage: "fault remove <id>", examples: ["fault remove 1"], done: "removed fault <id>" },
  },

  "tweaks.list": {
    method: "GET",
    path: "/tweaks",
    about: "The tweaks of the space, in the order in which they apply",
    query: { unused: "`true`: only those that have changed no answer yet" },
    gives: ["control-tweak"],
    remote: nothing,
    alike: { "tweaks.unused": { send: () => ({ query: { unused: true } }) } },
    command: { usage: "tweak list", examples: ["tweak list --unused"] },
  },
  "tweaks.add": {
    method: "POST",
    path: "/tweaks",
    about: "Adds a tweak: a JSON merge patch of the answers to some calls, before they are signed",
    takes: "tweak",
    gives: "control-tweak",
    status: 201,
    remote: { send: (tweak: object) => ({ body: plainData(tweak, "tweak") }) },
    command: {
      usage: "tweak add <endpoint> <patch...>",
      examples: [`tweak add check-license '{"is_expired":true}' --times 1`, "tweak add check-license is_expired=true"],
    },
  },
  "tweaks.clear": {
    method: "DELETE",
    path: "/tweaks",
    about: "Removes all tweaks",
    gives: "control-status",
    remote: nothing,
    command: { usage: "tweak clear", examples: ["tweak clear"], done: "removed all tweaks" },
  },
  "tweaks.remove": {
    method: "DELETE",
    path: "/tweaks/:id",
    about: "Removes a tweak",
    gives: "control-status",
    refuses: [404],
    remote: { send: (id: number) => ({ steps: { id } }), refused: "nothing" },
    command: { usage: "tweak remove <id>", examples: ["tweak remove 1"], done: "removed tweak <id>" },
  },

  "journal.entries": {
    method: "GET",
    path: "/journal",
    about: "The last requests, oldest first, each with the rules that decided; secrets are masked",
    query: journalQuery,
    gives: ["control-journal-entry"],
    remote: { send: (query: JournalQuery = {}) => ({ query: { ...query } }) },
  },
  "journal.har": {
    method: "GET",
    path: "/journal.har",
    about: "The same as a HAR 1.2 file, which browsers' developer tools open",
    query: journalQuery,
    gives: "control-har",
  },
  "journal.cases": {
    method: "GET",
    path: "/journal/cases",
    about: "The same as a case file, which `license-api-kit replay` plays against another server",
    query: journalQuery,
    gives: "case-file",
  },
  "journal.findings": {
    method: "GET",
    path: "/journal/findings",
    about: "The remarks on all calls that are kept, each once",
    gives: ["control-text"],
    remote: nothing,
  },
  "journal.clear": {
    method: "DELETE",
    path: "/journal",
    about: "Forgets the calls",
    gives: "control-status",
    remote: nothing,
  },

  "world.export": {
    method: "GET",
    path: "/world",
    about: "The present state as a world file that makes the same world again",
    gives: "world",
    remote: nothing,
  },
  "world.replace": {
    method: "PUT",
    path: "/world",
    about: "Puts another world in place of this one, until a reset; a refused one changes nothing",
    takes: "world",
    gives: "control-status",
    remote: { send: (body: object) => ({ body }), changesWorld: true },
  },
  "world.snapshots.list": {
    method: "GET",
    path: "/snapshots",
    about: "Names of the states that are kept",
    gives: ["control-text"],
    remote: nothing,
    command: { usage: "snapshot list", examples: ["snapshot list"] },
  },
  "world.snapshots.save": {
    method: "PUT",
    path: "/snapshots/:name",
    about: "Keeps the present state, in place of an older one of the name",
    gives: "control-status",
    remote: { send: (name: string) => ({ steps: { name } }) },
    command: { usage: "snapshot save <name>", examples: ["snapshot save before-checkout"], done: "saved <name>" },
  },
  "world.snapshots.restore": {
    method: "POST",
    path: "/snapshots/:name/restore",
    about: "Goes back to a state, as often as one likes",
    gives: "control-status",
    refuses: [404],
    remote: { send: (name: string) => ({ steps: { name } }), changesWorld: true },
    command: {
      usage: "snapshot restore <name>",
      examples: ["snapshot restore before-checkout"],
      done: "restored <name>",
    },
  },
  "world.snapshots.remove": {
    method: "DELETE",
    path: "/snapshots/:name",
    about: "Forgets a state",
    gives: "control-status",
    refuses: [404],
    remote: { send: (name: string) => ({ steps: { name } }), refused: "no" },
    command: { usage: "snapshot remove <name>", examples: ["snapshot remove before-checkout"], done: "removed <name>" },
  },

  "table.list": {
    method: "GET",
    path: "/world/:table",
    about: "The rows of a table whose fields equal those that the query gives, oldest first",
    query: "any",
    gives: ["control-row"],
    refuses: [404],
    remote: { send: (table: string, fields: object = {}) => ({ steps: { table }, query: { ...fields } }) },
  },
  "table.add": {
    method: "POST",
    path: "/world/:table",
    about: "Adds a row",
    takes: "control-row",
    gives: "control-row",
    status: 201,
    refuses: [404],
    remote: { send: (table: string, body: object) => ({ steps: { table }, body }) },
    command: {
      usage: "world add <table> <row...>",
      examples: [`world add licenses '{"product":"key-app","licenseKey":"MINE-MINE-MINE-0001"}'`],
    },
  },
  "table.get": {
    method: "GET",
    path: "/world/:table/:id",
    about: "A row",
    gives: "control-row",
    refuses: [404],
  },
  "table.update": {
    method: "PATCH",
    path: "/world/:table/:id",
    about: "Changes fields of a row: null removes an optional one, objects are changed field by field",
    takes: "control-patch",
    gives: "control-row",
    refuses: [404],
    remote: { send: (table: string, which: RowOrId, body: object) => ({ steps: { table, id: idOf(which) }, body }) },
    command: {
      usage: "world set <table> <id> <fields...>",
      examples: [`world set licenses 1000000000000060 enabled=false 'consumption={"max":5}'`],
    },
  },
  "table.remove": {
    method: "DELETE",
    path: "/world/:table/:id",
    about: "Removes a row with what cannot stand without it",
    gives: "control-status",
    refuses: [404],
    remote: { send: (table: string, which: RowOrId) => ({ steps: { table, id: idOf(which) } }) },
    command: {
      usage: "world remove <table> <id>",
      examples: ["world remove devices 1000000000000031"],
      done: "removed <table> <id>",
    },
  },
} as const satisfies Readonly<Record<string, Operation>>;

/** The rows with their names. */
export const operationRows = Object.entries(operations) as [OperationName, Operation][];

/** A date as ISO 8601. One that is none stays a text that says so: JSON would make null of it. */
function momentText(time: Moment | undefined): string | number | undefined {
  if (!(time instanceof Date)) return time;
  return Number.isNaN(time.getTime()) ? String(time) : time.toISOString();
}

function idOf(which: RowOrId): number {
  return typeof which === "object" ? which.id : which;
}

/** JSON would leave a function out in silence, and what was for few calls would befall all of them. */
function plainData<Spec extends object>(spec: Spec, place: string): Spec {
  for (const name of ["when", "patch"]) {
    if (typeof (spec as Readonly<Record<string, unknown>>)[name] !== "function") continue;
    throw new InputError(
      `${place}/${name}: found a function, expected plain data: functions work in the mock's process`,
    );
  }
  return spec;
}
