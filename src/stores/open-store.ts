import { InputError } from "../api/input-error.ts";
import type { Store } from "../mock/space/store.ts";

/** How a store is opened. */
export interface OpenStoreOptions {
  /** Takes what a person should know of the opening: what was damaged, and how it was mended. @default says nothing */
  readonly told?: (text: string) => void;
}

/**
 * Opens a store: a folder, by classic-level, or `redis://host:port/db?prefix=name`, by @redis/client. Either package is
 * loaded only here, and neither comes with this one.
 *
 * @throws an InputError for a place that is neither, for a missing package, and for a store that cannot be had: locked,
 * unreachable, damaged beyond mending, of a newer format, or not a store at all.
 */
export async function openStore(where: string, { told = () => {} }: OpenStoreOptions = {}): Promise<Store> {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(where)?.[1]?.toLowerCase(); // one letter is a drive
  if (scheme === "redis" || scheme === "rediss") return (await import("./redis-store.ts")).openRedisStore(where);
  if (where === "" || scheme !== undefined) {
    const found = scheme === undefined ? "nothing" : `an address that begins with ${scheme}:`;
    throw new InputError(`store: found ${found}, expected a folder, redis://host:port/db or rediss://host:port/db`);
  }
  return (await import("./level-store.ts")).openLevelStore(where, told);
}
