import type { WorldRole } from "../../generated/types.ts";
import { type Finders, type Indexes, many, one, orNull } from "./keys.ts";
import type * as records from "./records.ts";
import {
  createTable,
  type Readings,
  type Remember,
  type Stored,
  type Table,
  type TableContent,
  type TakeBack,
} from "./table.ts";

/** What each table holds. */
interface RecordsByTable {
  readonly companies: records.CompanyRecord;
  readonly apiKeys: records.ApiKeyRecord;
  readonly oauthClients: records.OAuthClientRecord;
  readonly accessTokens: records.AccessTokenRecord;
  readonly customerAccounts: records.CustomerAccountRecord;
  readonly pools: records.PoolRecord;
  readonly customers: records.CustomerRecord;
  readonly products: records.ProductRecord;
  readonly users: records.UserRecord;
  readonly ssoTokens: records.SsoTokenRecord;
  readonly licenses: records.LicenseRecord;
  readonly licenseUsers: records.LicenseUserRecord;
  readonly features: records.FeatureRecord;
  readonly devices: records.DeviceRecord;
  readonly variables: records.VariableRecord;
  readonly seats: records.SeatRecord;
  readonly checkouts: records.CheckoutRecord;
  readonly blacklist: records.BlacklistRecord;
  readonly trials: records.TrialRecord;
}

const indexes = {
  companies: { byName: one("name") },
  apiKeys: { byKey: one("apiKey") },
  oauthClients: { byClientId: one("clientId") },
  accessTokens: { byToken: one("token"), byClient: many("clientId") },
  customerAccounts: { byCode: one("companyId", "code") },
  pools: { byCode: one("customerAccountId", "code") },
  customers: { byEmail: one("companyId", "email") },
  products: { byCode: one("companyId", "code") },
  users: { byEmail: one("companyId", "email") },
  ssoTokens: { byToken: one("kind", "token") },
  licenses: { byKey: one("productId", "licenseKey"), byBundle: many("bundleLicenseId") },
  licenseUsers: {
    byUser: many("productId", "userId"),
    byUserId: many("userId"),
    byProduct: many("productId"),
    byLicense: many("licenseId"),
  },
  features: { byLicense: many("licenseId") },
  devices: { byHardware: one("licenseId", "hardwareId"), byHardwareId: many("hardwareId") },
  variables: { byDevice: many("deviceId"), byName: one("deviceId", "name") },
  seats: {
    byPool: many("licenseId", orNull("featureId")),
    byDevice: many("deviceId"),
    byHolder: one("deviceId", orNull("featureId")),
  },
  checkouts: {
    byMember: many("licenseId", orNull("featureId")),
    byPool: many("poolId"),
    byDevice: many("deviceId"),
  },
  blacklist: { byHardware: one("companyId", "hardwareId") },
  trials: { byDevice: one("productId", "hardwareId", "email") },
} satisfies { readonly [T in keyof RecordsByTable]: Indexes<RecordsByTable[T]> };

/** Every table by its name, each with the ways to its records. */
export type Tables = {
  readonly [T in keyof RecordsByTable]: Table<RecordIn<T>> & Finders<RecordIn<T>, (typeof indexes)[T]>;
};

/** The records of a table. */
export type RecordIn<T extends TableName> = RecordsByTable[T];

/** Name of a table. */
export type TableName = keyof RecordsByTable;

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
  /** Asks a judge before a change or a restore stands: where it throws, all is as it was. */
  onCommit(judge: () => void): void;
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
  let undos: TakeBack[] | undefined;
  let watchers: readonly Watcher[] = [];
  let judges: readonly (() => void)[] = [];
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
  for (const [name, spec] of Object.entries<Indexes<Stored>>(indexes as never)) {
    tables[name] = createTable(spec, rememberIn(name), content && contentOf(content, name), readings);
  }
  const all = Object.entries(tables);

  function snapshot(): WorldSnapshot {
    const rows: Record<string, ReadonlyMap<number, Stored>> = {};
    const lookups: Record<string, TableContent<Stored>["lookups"]> = {};
    for (const [name, table] of all) ({ rows: rows[name], lookups: lookups[name] } = table.snapshot());
    return { lastId, roles, tables: rows, lookups };
  }

  function exchange(other: WorldSnapshot): void {
    ({ lastId, roles } = other);
    version += 1;
    for (const [name, table] of all) table.restore(contentOf(other, name));
    for (const told of watchers) told();
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
        if (!outer) for (const judge of judges) judge();
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
      const present = judges.length > 0 ? snapshot() : past;
      exchange(past);
      try {
        for (const judge of judges) judge();
      } catch (error) {
        exchange(present);
        throw error;
      }
    },
    onChange: (watcher) => {
      watchers = [...watchers, watcher];
      return () => {
        watchers = watchers.filter((other) => other !== watcher);
      };
    },
    onCommit: (judge) => {
      judges = [...judges, judge];
    },
    fork: () => createWorld(snapshot()),
  };
}

/** A change would not find the world as it was. */
const isGone = () => false;

function contentOf({ tables, lookups }: WorldSnapshot, name: string): TableContent<Stored> {
  return { rows: tables[name] ?? new Map(), lookups: lookups[name] ?? {} };
}
