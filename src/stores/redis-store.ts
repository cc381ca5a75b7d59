import { randomUUID } from "node:crypto";
import { InputError } from "../api/input-error.ts";
import { LostSpace, type Store, type StoredChange, StoreError } from "../mock/space/store.ts";
import { settleFormat } from "./format.ts";
import { readRedisAddress } from "./redis-address.ts";
import { connectRedis, type RedisConnection, type RedisReply } from "./redis-connection.ts";
import { createWriteQueue } from "./redis-queue.ts";
import { type RedisScript, redisScripts } from "./redis-scripts.ts";

/** Keys of a store. What belongs to one space has it in braces; but no Redis Cluster holds a store, see `openRedisStore`. */
const keysOf = (prefix: string) => ({
  facts: `${prefix}:facts`,
  spaces: `${prefix}:spaces`,
  credentials: `${prefix}:credentials`,
  server: (name: string) => `${prefix}:servers:${name}`,
  owner: (space: string) => `${prefix}:{${space}}:owner`,
  texts: (space: string) => `${prefix}:{${space}}:texts`,
  held: (space: string) => `${prefix}:{${space}}:credentials`,
});

/** An open store. */
interface Opened {
  readonly connection: RedisConnection;
  readonly keys: ReturnType<typeof keysOf>;
  /** Runs a script with this client's name and the number of the call before its arguments. */
  run(script: RedisScript, keys: readonly string[], ...args: readonly string[]): Promise<RedisReply>;
}

/**
 * Opens a store in one Redis, which any number of servers share: each space is one server's, and Redis refuses what
 * another writes. One script does all of a write, over keys of the space and of the whole store, so that no Redis Cluster
 * holds it. What Redis keeps when it ends is for its own configuration, `appendonly` and `appendfsync`; it must not evict.
 *
 * A call fails within five seconds where Redis does not answer, and the next one connects again. A write that failed so may
 * have been carried out or not; it is never carried out after a later one of the same server.
 *
 * @throws an InputError where the address cannot be read, or what is there is no Redis, or a store of another format
 */
export async function openRedisStore(where: string): Promise<Store> {
  const address = readRedisAddress(where);
  const connection = await connectRedis(address);
  const store = storeOf(connection, keysOf(address.prefix));
  try {
    await settleFormat(store, address.shown);
  } catch (error) {
    await connection.close();
    throw error instanceof StoreError ? new InputError(error.message) : error;
  }
  return store;
}

function storeOf(connection: RedisConnection, keys: Opened["keys"]): Store {
  const client = randomUUID();
  let number = 0;
  const opened: Opened = {
    connection,
    keys,
    run: (script, scriptKeys, ...args) => connection.run(script, scriptKeys, [client, String(++number), ...args]),
  };
  const queue = createWriteQueue((space, change) => writeNow(opened, space, change));
  return {
    facts: async () => Object.fromEntries(pairsOf(await connection.call("HGETALL", keys.facts))),
    settle: async (facts) =>
      Object.fromEntries(
        pairsOf(await connection.run(redisScripts.settle, [keys.facts], Object.entries(facts).flat())),
      ),
    names: async () => ((await connection.call("SMEMBERS", keys.spaces)) as string[]).sort(),
    take: async (space) => {
      await queue.settled(space);
      const taken = await opened.run(redisScripts.take, [keys.owner(space), keys.texts(space), keys.spaces], space);
      return taken === null ? undefined : new Map(pairsOf(taken));
    },
    isMine: async (space) => (await connection.call("HGET", keys.owner(space), "client")) === client,
    release: async (spaces) => {
      await Promise.all(spaces.map((space) => queue.settled(space)));
      if (spaces.length > 0) await opened.run(redisScripts.release, spaces.map(keys.owner));
    },
    write: (space, change) => queue.write(space, change),
    drop: async (space) => {
      await queue.settled(space);
      return (await opened.run(redisScripts.drop, spaceKeys(keys, space), space)) === 1;
    },
    spaceOf: async (credential) => {
      const space = (await connection.call("HGET", keys.credentials, credential)) as string | null;
      return space ?? undefined;
    },
    beat: async (server, forMs) => {
      await connection.call("SET", keys.server(server), "1", "PX", String(Math.max(1, Math.round(forMs))));
    },
    isThere: async (server) => (await connection.call("EXISTS", keys.server(server))) === 1,
    close: async () => {
      await queue.allSettled();
      await connection.close();
    },
  };
}

async function writeNow(opened: Opened, space: string, change: StoredChange): Promise<void> {
  const texts = Object.entries(change.texts);
  const credentials = Object.entries(change.credentials ?? {});
  const lists = [
    texts.flatMap(([key, text]) => (text === null ? [] : [key, text])),
    texts.flatMap(([key, text]) => (text === null ? key : [])),
    credentials.flatMap(([credential, isGiven]) => (isGiven ? credential : [])),
    credentials.flatMap(([credential, isGiven]) => (isGiven ? [] : credential)),
  ];
  const args = [space, change.afresh ? "1" : "0", ...lists.flatMap((list) => [String(list.length), ...list])];
  const isWritten = await opened.run(redisScripts.write, spaceKeys(opened.keys, space), ...args);
  if (isWritten !== 1) throw new LostSpace(space);
}

function spaceKeys(keys: Opened["keys"], space: string): string[] {
  return [keys.owner(space), keys.texts(space), keys.held(space), keys.spaces, keys.credentials];
}

/** What a hash is answered as: names and values in turn. */
function pairsOf(reply: RedisReply): [string, string][] {
  const flat = reply as readonly string[];
  return Array.from({ length: flat.length / 2 }, (_, at) => [flat[2 * at] as string, flat[2 * at + 1] as string]);
}
