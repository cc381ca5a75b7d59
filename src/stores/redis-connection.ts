import type { createClient } from "@redis/client";
import { startTimer, stopTimer } from "../api/wait.ts";
import { StoreError } from "../mock/space/store.ts";
import { loadPeer } from "./peer.ts";
import type { RedisAddress } from "./redis-address.ts";
import type { RedisScript } from "./redis-scripts.ts";
import { reasonOf } from "./store-error.ts";

/** How long a call may take, with connecting; and how many may wait for their answers. */
const bounds = { callMs: 5_000, waiting: 10_000 };

/** What Redis answers. */
export type RedisReply = string | number | null | readonly RedisReply[];

/** A connection to one Redis, which connects again where the one before broke. */
export interface RedisConnection {
  /** @throws a StoreError within five seconds: unreachable, broken, too slow, or refused by Redis */
  call(...args: readonly string[]): Promise<RedisReply>;
  run(script: RedisScript, keys: readonly string[], args: readonly string[]): Promise<RedisReply>;
  /** Waits for what was called, and ends. */
  close(): Promise<void>;
}

type Client = ReturnType<typeof createClient>;

/** A client, and what its connection comes to. */
interface Connected {
  readonly client: Client;
  readonly ready: Promise<unknown>;
}

/**
 * Connects at the first call, and at the next one after a connection broke. A call is never sent twice: whether one that
 * fails for its connection was carried out, nobody knows.
 */
export async function connectRedis(address: RedisAddress): Promise<RedisConnection> {
  const redis = await loadPeer("@redis/client", "a store in Redis", () => import("@redis/client"));
  let current: Connected | undefined;
  let isClosed = false;
  const calls = new Set<Promise<unknown>>();

  const give = ({ client }: Connected) => {
    if (current?.client === client) current = undefined;
    if (client.isOpen) client.destroy();
  };
  const connect = (): Connected => {
    const client: Client = redis.createClient({
      socket: {
        host: address.host,
        port: address.port,
        connectTimeout: bounds.callMs,
        reconnectStrategy: false,
        ...(address.isSecure && { tls: true as const }),
      },
      database: address.database,
      RESP: 2, // spoken by every Redis, and by what stands before one
      disableClientInfo: true,
      maintNotifications: "disabled",
      disableOfflineQueue: true,
      ...(address.username !== undefined && { username: address.username }),
      ...(address.password !== undefined && { password: address.password }),
    }) as unknown as Client;
    const connected = { client, ready: client.connect() };
    // Without a listener an "error" ends the process; calls get theirs by their own promises.
    client.on("error", () => current === connected && give(connected));
    connected.ready.catch(() => current === connected && give(connected));
    return connected;
  };
  const call = async (args: readonly string[]): Promise<RedisReply> => {
    if (isClosed) throw new StoreError(address.shown, "is closed");
    if (calls.size > bounds.waiting) throw new StoreError(address.shown, `has ${bounds.waiting} calls waiting for it`);
    current ??= connect();
    const connected = current;
    const answer = connected.ready.then(() => connected.client.sendCommand([...args]));
    try {
      return (await within(bounds.callMs, answer)) as unknown as RedisReply;
    } catch (error) {
      if (error instanceof redis.ErrorReply) throw new StoreError(address.shown, `refused: ${error.message}`, error);
      // Of a connection that answers late the rest is given up too: an answer could no longer be told from another's.
      if (current === connected) give(connected);
      throw new StoreError(address.shown, `does not answer: ${reasonOf(error)}`, error);
    }
  };
  const counted = <Reply>(made: Promise<Reply>): Promise<Reply> => {
    calls.add(made);
    const end = () => calls.delete(made);
    made.then(end, end);
    return made;
  };
  const run = async ({ sha, text }: RedisScript, keys: readonly string[], args: readonly string[]) => {
    const rest = [String(keys.length), ...keys, ...args];
    try {
      return await call(["EVALSHA", sha, ...rest]);
    } catch (error) {
      if (!/refused: NOSCRIPT/.test(reasonOf(error))) throw error;
      return call(["EVAL", text, ...rest]);
    }
  };
  return {
    call: (...args) => counted(call(args)),
    run: (script, keys, args) => counted(run(script, keys, args)),
    close: async () => {
      await Promise.allSettled(calls);
      isClosed = true;
      if (current) give(current);
    },
  };
}

async function within<Answer>(ms: number, answer: Promise<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = startTimer(() => reject(new Error(`no answer within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    stopTimer(timer);
  }
}
