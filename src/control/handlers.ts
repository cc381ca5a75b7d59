import { endpointNames } from "../api/endpoints.ts";
import { errors } from "../api/errors.ts";
import { shardText } from "../api/shard.ts";
import type { ControlBodies, ControlClock } from "../generated/types.ts";
import type { MockClock } from "../mock/clock/clock.ts";
import type { Duration } from "../mock/clock/duration.ts";
import type { LicenseMoment } from "../mock/clock/license-moments.ts";
import type { Mock } from "../mock/create-mock.ts";
import { wantedFields } from "../mock/editor/given-row.ts";
import type { TableEditor } from "../mock/editor/table-editor.ts";
import type { Fault } from "../mock/faults/faults.ts";
import type { FaultSpec } from "../mock/faults/kinds.ts";
import type { JournalQuery } from "../mock/journal/journal.ts";
import { journalMask } from "../mock/journal/journal-mask.ts";
import type { Space, SpaceOptions } from "../mock/space/space.ts";
import type { Tweak, TweakSpec } from "../mock/tweaks.ts";
import { type RowTable, rowKinds } from "../mock/world/rows/index.ts";
import type { RowKind } from "../mock/world/rows/row-kind.ts";
import { caseFileOf } from "../traffic/case-file.ts";
import { harOf } from "../traffic/har.ts";
import type { OperationName, operations } from "./operations.ts";
import { countIn, flagIn, nameIn } from "./read-call.ts";
import { refusal } from "./refusal.ts";
import { newSpace, requireHere, requireSpace, spaceFacts, withOrigin } from "./spaces.ts";

/** What a handler has to go by. */
export interface ControlCall<Body = unknown> {
  readonly mock: Mock;
  /** The space that is meant. */
  readonly space: Space;
  /** Whether the caller may do no more than what is open to all. */
  readonly isStranger: boolean;
  /** Whether the caller may control the whole server: it is told which spaces there are, and may make some. */
  readonly isTold: boolean;
  /** Whether the server is about to end. */
  readonly isDraining: boolean;
  /** The steps of the path that stand for something. */
  readonly steps: Readonly<Record<string, string>>;
  readonly query: ReadonlyMap<string, string>;
  /** Checked by the schema that the operation takes. */
  readonly body: Body;
  /** Address by which the caller reached this server. */
  readonly origin: string;
}

type BodyOf<N extends OperationName> = (typeof operations)[N] extends { readonly takes: infer T }
  ? ControlBodies[T & keyof ControlBodies]
  : undefined;

/** Does what each operation says. An operation without a handler does not compile. */
export const operationHandlers: { readonly [N in OperationName]: (call: ControlCall<BodyOf<N>>) => unknown } = {
  health: ({ mock, isDraining }) => ({
    status: isDraining ? "draining" : "ok",
    time: new Date(mock.clock.now()).toISOString(),
    ...(mock.shard && { shard: shardText(mock.shard) }),
  }),
  publicKey: ({ mock, query }) => (nameIn(query, "key", ["next"]) ? mock.nextPublicKey : mock.publicKey),
  roles: ({ space, origin, isStranger }) => {
    const roles = withOrigin(space.roles, origin);
    return isStranger ? journalMask.value(roles, "request") : roles;
  },
  description: async () => (await import("../generated/control-openapi.json", { with: { type: "json" } })).default,
  credentials: ({ space }) => space.credentials,
  reset: ({ space }) => done("reset", space.reset()),

  spaces: ({ mock }) => mock.allSpaces(),
  space: async ({ mock, body: { name, ...options }, origin }) => {
    if (name !== undefined) await requireHere(name, mock);
    if (name !== undefined && (await mock.load(name)))
      throw refusal(409, `body/name: there is a space ${name} already`);
    return spaceFacts(await newSpace(name, options as SpaceOptions, mock), mock, origin);
  },
  putSpace: async ({ mock, isTold, steps: { name: wanted = "" }, body: { name = wanted, ...options }, origin }) => {
    if (name !== wanted) throw refusal(400, `body/name: found ${name}, expected ${wanted} as in the path, or nothing`);
    const found = await mock.load(name);
    if (!found && !isTold)
      throw refusal(403, `there is no space ${name}, and its token makes none: ask with the control token`);
    return spaceFacts(found ?? (await newSpace(name, options as SpaceOptions, mock)), mock, origin);
  },
  findSpace: ({ mock, isTold, steps, origin }) =>
    spaceFacts(requireSpace(steps.name as string, mock, isTold), mock, origin),
  dropSpace: async ({ mock, isTold, steps }) => {
    const { name } = requireSpace(steps.name as string, mock, isTold);
    if (await mock.forgetSpace(name)) return done("dropped");
    throw refusal(409, `the space ${name} is the main one, which only a reset puts back`);
  },

  "clock.now": ({ space }) => clockFacts(space.clock),
  "clock.set": ({ space, body: { time } }) => space.clock.set(time),
  "clock.advance": ({ space, body: { duration, ...parts } }) => {
    const [other] = Object.keys(parts);
    if (duration === undefined) return space.clock.advance(parts);
    if (other === undefined) return space.clock.advance(duration);
    throw refusal(400, `body/${other}: found beside duration, expected one of the two`);
  },
  "clock.advanceTo": ({ space, body: { license, moment, offset = {} } }) =>
    space.clock.advanceTo(license, moment as LicenseMoment, offset as Duration),
  "clock.freeze": ({ space, body: { time } }) => space.clock.freeze(time),
  "clock.run": ({ space, body: { rate } }) => {
    space.clock.run(rate);
    return clockFacts(space.clock);
  },

  "faults.list": ({ space: { faults }, query }) =>
    (flagIn(query, "unused") ? faults.unused() : faults.list()).map(faultFacts),
  "faults.add": ({ space, body }) => faultFacts(space.faults.add(body as FaultSpec)),
  "faults.clear": ({ space }) => done("cleared", space.faults.clear()),
  "faults.remove": ({ space: { faults }, steps }) => removeKept(faults, "fault", idIn(steps)),

  "tweaks.list": ({ space: { tweaks }, query }) =>
    (flagIn(query, "unused") ? tweaks.unused() : tweaks.list()).map(tweakFacts),
  "tweaks.add": ({ space, body }) => tweakFacts(space.tweaks.add(body as TweakSpec)),
  "tweaks.clear": ({ space }) => done("cleared", space.tweaks.clear()),
  "tweaks.remove": ({ space: { tweaks }, steps }) => removeKept(tweaks, "tweak", idIn(steps)),

  "journal.entries": ({ space, query }) => space.journal.entries(wanted(query)),
  "journal.har": ({ space, query, origin }) => harOf(space.journal.entries(wanted(query)), { baseUrl: origin }),
  "journal.cases": ({ space, query }) => caseFileOf(space.journal.entries(wanted(query))),
  "journal.findings": ({ space }) => space.journal.findings(),
  "journal.clear": ({ space }) => done("cleared", space.journal.clear()),

  "world.export": ({ space }) => space.world.export(),
  "world.replace": ({ space, body }) => done("replaced", space.world.replace(body)),
  "world.snapshots.list": ({ space }) => space.world.snapshots.list(),
  "world.snapshots.save": ({ space, steps }) => done("saved", space.world.snapshots.save(steps.name as string)),
  "world.snapshots.restore": ({ space: { world }, steps: { name = "" } }) => {
    try {
      return done("restored", world.snapshots.restore(name));
    } catch (error) {
      throw world.snapshots.list().includes(name) ? error : refusal(404, (error as Error).message);
    }
  },
  "world.snapshots.remove": ({ space: { world }, steps: { name = "" } }) => {
    if (world.snapshots.remove(name)) return done("removed");
    throw refusal(404, `there is no snapshot ${JSON.stringify(name.slice(0, 80))}`);
  },

  "table.list": rowsWith,
  "table.add": (call) => tableIn(call).add(call.body),
  "table.get": (call) => rowIn(call).row,
  "table.update": (call) => {
    const { table, id } = rowIn(call);
    return table.update(id, call.body);
  },
  "table.remove": (call) => {
    const { table, id } = rowIn(call);
    return done("removed", table.remove(id));
  },
};

/** The answer that only says that it was done. */
function done(status: string, _effect?: unknown): { readonly status: string } {
  return { status };
}

function clockFacts(clock: MockClock): ControlClock {
  return { now: new Date(clock.now()).toISOString(), rate: clock.rate() };
}

function faultFacts({ id, spec, met, applied }: Fault): Fault {
  return { id, spec, met, applied };
}

function tweakFacts({ id, options, patch, applied }: Tweak): Omit<Tweak, "remove"> {
  return { id, options, patch, applied };
}

interface Kept {
  list(): readonly { readonly id: number }[];
  remove(id: number): void;
}

function removeKept(kept: Kept, noun: string, id: number) {
  if (kept.list().some((one) => one.id === id)) return done("removed", kept.remove(id));
  throw refusal(404, `there is no ${noun} ${id}`);
}

const outcomes = ["ok", "fault", ...Object.keys(errors)];

function wanted(query: ReadonlyMap<string, string>): JournalQuery {
  const given = {
    endpoint: nameIn(query, "endpoint", endpointNames),
    outcome: nameIn(query, "outcome", outcomes),
    license: query.get("license"),
    device: query.get("device"),
    since: countIn(query, "since"),
    last: countIn(query, "last"),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function tableIn({ space, steps: { table = "" } }: ControlCall): TableEditor<object> {
  try {
    return space.world.table(table);
  } catch (error) {
    throw refusal(404, (error as Error).message); // it lists the tables
  }
}

function rowIn(call: ControlCall): { table: TableEditor<object>; id: number; row: object } {
  const table = tableIn(call);
  const id = idIn(call.steps);
  const row = table.get(id);
  if (row) return { table, id, row };
  throw refusal(404, `${call.steps.table}: there is no row of the id ${id}`);
}

function idIn({ id = "" }: ControlCall["steps"]): number {
  if (/^\d{1,16}$/.test(id)) return Number(id);
  throw refusal(400, `id: found ${JSON.stringify(id.slice(0, 80))}, expected a number`);
}

/** A query has texts only: a field is equal to one that is it, or that writes it as JSON. Names must be fields. */
function rowsWith(call: ControlCall): object[] {
  const { query, steps } = call;
  const table = tableIn(call);
  wantedFields(Object.fromEntries(query), rowKinds[steps.table as RowTable] as unknown as RowKind<object, never>);
  const id = query.get("id");
  const rows = id === undefined ? table.all() : [table.get(Number(id))].filter((row) => row !== undefined);
  const isSame = (value: unknown, text: string) => value === text || JSON.stringify(value) === text;
  return rows.filter((row: object) =>
    [...query].every(([name, text]) => isSame((row as Readonly<Record<string, unknown>>)[name], text)),
  );
}
