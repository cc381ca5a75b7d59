import type { Timekeeper, TimeSetting } from "../clock/timekeeper.ts";
import type { StorableSnapshots } from "../editor/snapshots.ts";
import type { ChoosableFaults, KeptFaults } from "../faults/faults.ts";
import type { JournalEntry, WritableJournal } from "../journal/journal.ts";
import type { ApplicableTweaks, KeptTweaks } from "../tweaks.ts";
import { createChangeLog, differences, type RowChange } from "../world/change-log.ts";
import type { Stored } from "../world/table.ts";
import type { Roles, TableName, World, WorldSnapshot } from "../world/world.ts";
import { type Credential, credentialName, credentialsIn } from "./credential.ts";
import type { StoredChange } from "./store.ts";
import { putRow, type StoredRow, stateOf, stateText } from "./stored-snapshots.ts";

/** What of a space outlives its process. Its journal does not, nor do the answers that it remembers. */
export interface StoredParts {
  readonly name: string;
  /** How the space was made, as data. */
  readonly made: object;
  readonly world: World;
  /** The world as it began: only what is another than there is stored. */
  readonly start: WorldSnapshot;
  readonly time: Timekeeper;
  readonly faults: ChoosableFaults;
  readonly tweaks: ApplicableTweaks;
  readonly snapshots: StorableSnapshots;
  /** Left out where calls are not stored. */
  readonly journal?: Pick<WritableJournal, "entries" | "oldestId" | "put">;
}

/** Puts a space into texts, change by change, and back. */
export interface StoredSpace {
  /** What has changed since it was asked last; undefined where nothing has. */
  change(): StoredChange | undefined;
  /** Puts the space where its texts say. What it was before is lost. */
  load(texts: ReadonlyMap<string, string>): void;
  /** Takes a call that was answered. */
  note(entry: JournalEntry): void;
}

/** Makes what stores a space. Before anything is loaded, all of it counts as changed. */
export function createStoredSpace(parts: StoredParts): StoredSpace {
  const { world, start, snapshots, journal } = parts;
  const made = JSON.stringify(parts.made);
  const log = createChangeLog(world);
  let isNew = true;
  let known: Record<string, string> = {};
  let knownFrom: readonly unknown[] | undefined; // what they were made of, while there are neither faults nor tweaks
  let knownSnapshots: ReadonlyMap<string, WorldSnapshot> = new Map();
  let fresh: JournalEntry[] = [];
  let storedCalls: number[] = [];

  /** What is no record: put as a whole, where it is another text than before. */
  function changedFacts(): Record<string, string> {
    const changed: Record<string, string> = {};
    const from = plainSources(parts);
    if (from && knownFrom?.every((one, at) => one === from[at])) return changed;
    knownFrom = from;
    for (const [key, text] of Object.entries(factsOf(parts, made))) {
      if (known[key] !== text) changed[key] = text;
    }
    Object.assign(known, changed);
    return changed;
  }

  /** Named states that were saved, and those that were removed. */
  function changedSnapshots(): Record<string, string | null> {
    const kept = snapshots.kept();
    const texts: Record<string, string | null> = {};
    for (const [name, state] of kept) {
      if (knownSnapshots.get(name) !== state) texts[snapshotKey(name)] = stateText(state, start);
    }
    for (const name of knownSnapshots.keys()) if (!kept.has(name)) texts[snapshotKey(name)] = null;
    if (Object.keys(texts).length > 0) knownSnapshots = new Map(kept);
    return texts;
  }

  /** The calls that came, and those that the journal has forgotten meanwhile. */
  function changedCalls(): Record<string, string | null> {
    const texts: Record<string, string | null> = {};
    if (!journal) return texts;
    for (const entry of fresh) {
      texts[callKey(entry.id)] = JSON.stringify(entry);
      storedCalls.push(entry.id);
    }
    fresh = [];
    const oldest = journal.oldestId();
    if ((storedCalls[0] ?? oldest) >= oldest) return texts;
    for (const id of storedCalls) if (id < oldest) texts[callKey(id)] = null;
    storedCalls = storedCalls.filter((id) => id >= oldest);
    return texts;
  }

  function change(): StoredChange | undefined {
    const changes = isNew ? "all" : log.changes();
    if (changes === "all") {
      known = {};
      knownFrom = undefined;
      knownSnapshots = new Map();
      storedCalls = [];
      fresh = journal?.entries() ?? [];
    }
    const facts = { ...changedFacts(), ...changedSnapshots(), ...changedCalls() };
    log.settle();
    isNew = false;
    if (changes !== "all" && changes.length === 0 && Object.keys(facts).length === 0) return undefined;
    const rows = changes === "all" ? differences(start, world.snapshot()) : changes;
    const texts: Record<string, string | null> = facts;
    for (const { table, id, after } of rows) texts[rowKey(table, id)] = textOf(table, id, after, start);
    const credentials = changes === "all" ? allCredentials(parts) : changedCredentials(changes);
    return { texts, ...(changes === "all" && { afresh: true }), ...(credentials && { credentials }) };
  }

  function load(texts: ReadonlyMap<string, string>): void {
    if (!isNew) world.restore(start);
    const { lastId, roles } = JSON.parse(texts.get("world") ?? "{}") as { lastId?: number; roles?: Roles };
    world.transact(() => {
      for (const row of rowsIn(texts)) putRow(world, row);
      if (lastId !== undefined) world.reserveId(lastId);
    });
    if (roles) world.setRoles(roles);
    parts.time.put(JSON.parse(texts.get("clock") ?? "null") as TimeSetting);
    parts.faults.put(JSON.parse(texts.get("faults") ?? "null") as KeptFaults);
    parts.tweaks.put(JSON.parse(texts.get("tweaks") ?? "null") as KeptTweaks);
    snapshots.put(snapshotsIn(texts, start));
    knownSnapshots = new Map(snapshots.kept());
    const calls = callsIn(texts);
    journal?.put(calls);
    storedCalls = calls.map(({ id }) => id);
    fresh = [];
    known = factsOf(parts, made);
    knownFrom = undefined;
    log.settle();
    isNew = false;
  }

  return { change, load, note: (entry) => void (journal && fresh.push(entry)) };
}

/** The same values make the same facts, so that no texts are made to see that; undefined where only the texts tell. */
function plainSources({ world, time, faults, tweaks }: StoredParts): readonly unknown[] | undefined {
  if (!faults.isEmpty || !tweaks.isEmpty) return undefined;
  return [world.lastId(), world.roles(), time.setting(), faults.kept().lastId, tweaks.kept().lastId];
}

/** Roles are the world's own, but for those that an edit exchanged. */
function factsOf({ world, start, time, faults, tweaks }: StoredParts, made: string): Record<string, string> {
  const roles = world.roles() === start.roles ? {} : { roles: world.roles() };
  return {
    [madeKey]: made,
    world: JSON.stringify({ lastId: world.lastId(), ...roles }),
    clock: JSON.stringify(time.setting()),
    faults: JSON.stringify(faults.kept()),
    tweaks: JSON.stringify(tweaks.kept()),
  };
}

function callKey(id: number): string {
  return `call ${id}`;
}

function callsIn(texts: ReadonlyMap<string, string>): JournalEntry[] {
  const calls: JournalEntry[] = [];
  for (const [key, text] of texts) if (key.startsWith("call ")) calls.push(JSON.parse(text) as JournalEntry);
  return calls.sort((one, other) => one.id - other.id);
}

function snapshotKey(name: string): string {
  return `snapshot ${name}`;
}

function snapshotsIn(texts: ReadonlyMap<string, string>, start: WorldSnapshot): Map<string, WorldSnapshot> {
  const states = new Map<string, WorldSnapshot>();
  for (const [key, text] of texts) {
    if (key.startsWith("snapshot ")) states.set(key.slice("snapshot ".length), stateOf(text, start));
  }
  return states;
}

/** Under this it stands how a space was made. */
export const madeKey = "made";

function rowKey(table: TableName, id: number): string {
  return `row ${table} ${id}`;
}

/** null removes a row that the start does not have; one that it has is said to be gone. */
function textOf(table: TableName, id: number, after: Stored | undefined, start: WorldSnapshot): string | null {
  const first = start.tables[table]?.get(id);
  if (after === undefined) return first === undefined ? null : "null";
  return after === first ? null : JSON.stringify(after);
}

/** The records among the texts, oldest first. */
function rowsIn(texts: ReadonlyMap<string, string>): StoredRow[] {
  const rows: StoredRow[] = [];
  for (const [key, text] of texts) {
    const [kind, table, id] = key.split(" ");
    if (kind === "row") rows.push([table as TableName, Number(id), JSON.parse(text) as Stored | null]);
  }
  return rows.sort(([, one], [, other]) => one - other);
}

/** How a store finds a space by its name. */
export function spaceName(name: string): string {
  return `space ${name}`;
}

const credentialTables: Readonly<Partial<Record<TableName, readonly [Credential["kind"], field: string]>>> = {
  apiKeys: ["apiKey", "apiKey"],
  accessTokens: ["accessToken", "token"],
  oauthClients: ["clientId", "clientId"],
};

function changedCredentials(changes: readonly RowChange[]): Record<string, boolean> | undefined {
  const found: Record<string, boolean> = {};
  for (const { table, before, after } of changes) {
    const [kind, field] = credentialTables[table] ?? [];
    if (kind === undefined || field === undefined) continue;
    const nameIn = (row: Stored) => credentialName({ kind, value: String((row as never)[field]) });
    if (before) found[nameIn(before)] = false;
    if (after) found[nameIn(after)] = true;
  }
  return Object.keys(found).length === 0 ? undefined : found;
}

/** The name is one of them, so that a space is asked for without taking it. */
function allCredentials({ name, world }: StoredParts): Record<string, boolean> {
  const all = credentialsIn(world).map((one) => [credentialName(one), true] as const);
  return { ...Object.fromEntries(all), [spaceName(name)]: true };
}
