import type { WorldRole } from "../../generated/types.ts";
import type * as records from "./records.ts";
import {
  createTable,
  type Readings,
  type Remember,
  type Stored,
  type Table,
  type TableContent,
  type Undo,
} from "./table.ts";

/** Joins the parts of a key. Ids come first, so that no text can be taken for another pair. */
export function keyOf(first: string | number, ...others: (string | number)[]): string {
  let key = String(first);
  for (const part of others) key += `\u0000${part}`;
  return key;
}

/** Key of a trial. Two of its parts are texts of the client, so they are told apart whatever they hold. */
export function keyOfTrial(productId: number, hardwareId: string, email: string): string {
  return JSON.stringify([productId, hardwareId, email]);
}

const indexes = {
  companies: { byName: (row: records.CompanyRecord) => row.name },
  apiKeys: { byKey: (row: records.ApiKeyRecord) => row.apiKey },
  oauthClients: { byClientId: (row: records.OAuthClientRecord) => row.clientId },
  accessTokens: {
    byToken: (row: records.AccessTokenRecord) => row.token,
    byClient: (row: records.AccessTokenRecord) => String(row.clientId),
  },
  customerAccounts: { byCode: (row: records.CustomerAccountRecord) => keyOf(row.companyId, row.code) },
  customers: { byEmail: (row: records.CustomerRecord) => keyOf(row.companyId, row.email) },
  products: { byCode: (row: records.ProductRecord) => keyOf(row.companyId, row.code) },
  users: { byEmail: (row: records.UserRecord) => keyOf(row.companyId, row.email) },
  ssoTokens: { byToken: (row: records.SsoTokenRecord) => keyOf(row.kind, row.token) },
  licenses: {
    byKey: (row: records.LicenseRecord) => (row.licenseKey === null ? undefined : keyOf(row.productId, row.licenseKey)),
    byBundle: (row: records.LicenseRecord) => (row.bundleLicenseId === null ? undefined : String(row.bundleLicenseId)),
  },
  licenseUsers: {
    byUser: (row: records.LicenseUserRecord) => keyOf(row.productId, row.userId),
    byUserId: (row: records.LicenseUserRecord) => String(row.userId),
    byProduct: (row: records.LicenseUserRecord) => String(row.productId),
    byLicense: (row: records.LicenseUserRecord) => String(row.licenseId),
  },
  features: { byLicense: (row: records.FeatureRecord) => String(row.licenseId) },
  devices: {
    byHardware: (row: records.DeviceRecord) => keyOf(row.licenseId, row.hardwareId),
    byHardwareId: (row: records.DeviceRecord) => row.hardwareId,
  },
  variables: {
    byDevice: (row: records.VariableRecord) => String(row.deviceId),
    byName: (row: records.VariableRecord) => keyOf(row.deviceId, row.name),
  },
  seats: {
    byPool: (row: records.SeatRecord) => keyOf(row.licenseId, row.featureId ?? ""),
    byDevice: (row: records.SeatRecord) => String(row.deviceId),
    byHolder: (row: records.SeatRecord) => keyOf(row.deviceId, row.featureId ?? ""),
  },
  blacklist: { byHardware: (row: records.BlacklistRecord) => keyOf(row.companyId, row.hardwareId) },
  trials: { byDevice: (row: records.TrialRecord) => keyOfTrial(row.productId, row.hardwareId, row.email) },
};

type Specs = typeof indexes;
type RecordOf<S> = S extends Record<string, (row: infer R extends Stored) => string | undefined> ? R : never;

/** Every table by its name. */
export type Tables = { readonly [T in keyof Specs]: Table<RecordOf<Specs[T]>, keyof Specs[T] & string> };

/** Name of a table. */
export type TableName = keyof Tables;

/** Situations of a world. They lead to rows; the world itself does nothing with them. */
export type Roles = Readonly<Record<string, WorldRole>>;

/** The state that a mock holds. */
export interface World extends Tables {
  /** Next id: 16 digits, counted up, so that the same calls give the same ids. */
  nextId(): number;
  /** The last id that was given out. */
  lastId(): number;
  /** Makes all ids to come larger than one. */
  reserveId(id: number): void;
  /** Situations by name, each with the fields that a request about it needs. */
  roles(): Roles;
  setRoles(roles: Roles): void;
  /**
   * Runs a change; when it throws, everything it did is taken back, ids included.
   *
   * @param noted takes, for each reading of a table, whether it would give the same again; a change would not.
   */
  transact<T>(change: () => T, noted?: (() => boolean)[]): T;
  /** Counts changes: while it is the same, everything reads as it did. */
  version(): number;
  /** The content at this moment; costs nothing until the next change of a table, which copies that table's maps. */
  snapshot(): WorldSnapshot;
  /** @throws an error inside `transact`, which could not take it back. */
  restore(snapshot: WorldSnapshot): void;
  /** Tells of every change from now on. Gives what ends it. */
  onChange(watcher: Watcher): () => void;
  /** Another world with the same content. From here on neither feels the other. */
  fork(): World;
}

/**
 * Is told of a record before and after its change, or of nothing where the whole world was exchanged. It is told in the
 * middle of a transaction, which may yet be taken back without a word: it notes what to look at, and looks later, in a
 * microtask of its own, when the transaction is over.
 */
export type Watcher = (table?: TableName, before?: Stored, after?: Stored) => void;

/** A world's whole content at one moment. No later change touches it. */
export interface WorldSnapshot {
  readonly lastId: number;
  readonly roles: Roles;
  readonly tables: Readonly<Record<string, ReadonlyMap<number, Stored>>>;
  readonly lookups: Readonly<Record<string, TableContent<Stored>["lookups"]>>;
}

const firstId = 1_000_000_000_000_000;

/**
 * Makes a world.
 *
 * @param content what it begins with, shared until it changes. @default nothing
 */
export function createWorld(content?: WorldSnapshot): World {
  let lastId = content?.lastId ?? firstId;
  let roles = content?.roles ?? {};
  let undos: Undo[] | undefined;
  let watchers: readonly Watcher[] = [];
  let version = 0;
  const readings: Readings = { noted: undefined };
  const rememberIn =
    (name: string): Remember<Stored> =>
    (undo, before, after) => {
      version += 1;
      undos?.push(undo);
      for (const told of watchers) told(name as TableName, before, after);
    };
  const tables: Record<string, Table<Stored>> = {};
  for (const [name, spec] of specs) {
    tables[name] = createTable(spec, rememberIn(name), content && contentOf(content, name), readings);
  }
  const all = Object.entries(tables);

  function snapshot(): WorldSnapshot {
    const rows: Record<string, ReadonlyMap<number, Stored>> = {};
    const lookups: Record<string, TableContent<Stored>["lookups"]> = {};
    for (const [name, table] of all) ({ rows: rows[name], lookups: lookups[name] } = table.snapshot());
    return { lastId, roles, tables: rows, lookups };
  }

  return {
    ...(tables as unknown as Tables),
    nextId: () => {
      lastId += 1;
      return lastId;
    },
    lastId: () => lastId,
    reserveId: (id) => {
      lastId = Math.max(lastId, id);
    },
    roles: () => roles,
    setRoles: (others) => {
      roles = Object.freeze({ ...others });
    },
    transact: (change, noted) => {
      const outer = undos;
      const idBefore = lastId;
      undos = [];
      readings.noted = noted;
      try {
        const result = change();
        if (undos.length > 0 || lastId !== idBefore) noted?.push(isGone);
        for (const undo of outer ? undos : []) outer?.push(undo);
        return result;
      } catch (error) {
        if (undos.length > 0) version += 1;
        for (const undo of undos.reverse()) undo();
        lastId = idBefore;
        throw error;
      } finally {
        undos = outer;
        readings.noted = undefined;
      }
    },
    version: () => version,
    snapshot,
    restore: (past) => {
      if (undos) throw new Error("restore: found a change under way, expected a world at rest");
      ({ lastId, roles } = past);
      version += 1;
      for (const [name, table] of all) table.restore(contentOf(past, name));
      for (const told of watchers) told();
    },
    onChange: (watcher) => {
      watchers = [...watchers, watcher];
      return () => {
        watchers = watchers.filter((other) => other !== watcher);
      };
    },
    fork: () => createWorld(snapshot()),
  };
}

/** A change would not find the world as it was. */
const isGone = () => false;

const specs = Object.entries(indexes) as unknown as [string, Record<string, (row: Stored) => string | undefined>][];

function contentOf({ tables, lookups }: WorldSnapshot, name: string): TableContent<Stored> {
  return { rows: tables[name] ?? new Map(), lookups: lookups[name] ?? {} };
}
