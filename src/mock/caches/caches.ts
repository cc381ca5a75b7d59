import type { Policies } from "../../api/policies.ts";
import type { Proved } from "../authenticate.ts";
import type { ApiResponse } from "../request.ts";
import type { World } from "../world/world.ts";
import { type BoundedMap, createBoundedMap, emptyMap } from "./bounded-map.ts";
import { createQueryCache, noQueryCache, type QueryCache } from "./query-cache.ts";

/**
 * Everything that a mock remembers to save work, in the order of a call. None of it is state: with the policy
 * `cache: "off"` nothing is remembered and every answer is the same to the byte.
 */
export interface Caches extends SharedCaches {
  /**
   * Authorization header → what it proved. Clients sign nothing but the date, so all calls within a second carry the same
   * header. It holds for the same Date and the same version of the key; whether the date is fresh is judged each time.
   */
  readonly proofs: BoundedMap<Proved>;
  /** Query → answer, with what it rests on: most calls of a test suite ask what was asked before. */
  readonly repeats: QueryCache;
}

/** What all spaces of a mock remember together, as none of it depends on a world. */
export interface SharedCaches {
  /**
   * Draft (endpoint, whom it concerns, unsigned text) → finished answer to a query, so that it is neither checked nor
   * signed again: for queries that change something, like the check that renews a seat.
   */
  readonly finished: BoundedMap<ApiResponse>;
  /** Text → RSA signature, which costs more than all else. */
  readonly signatures: BoundedMap<string>;
  /**
   * The same for what answers hold inside. Such a text stays what it is while the answers around it change, so no number of
   * answers may push it out.
   */
  readonly innerSignatures: BoundedMap<string>;
}

/** Makes what spaces share. An answer takes about 6 KB, a text with its signature about 5 KB, an inner one below 1 KB. */
export function createSharedCaches(): SharedCaches {
  return {
    finished: createBoundedMap(2_048),
    signatures: createBoundedMap(4_096),
    innerSignatures: createBoundedMap(16_384),
  };
}

const nothingKept: Caches = {
  finished: emptyMap,
  signatures: emptyMap,
  innerSignatures: emptyMap,
  proofs: emptyMap,
  repeats: noQueryCache,
};

/** The caches of a space, as its policy wants them. */
export function cachesOf({ cache }: Policies, world: World, shared: SharedCaches): Caches {
  if (cache === "off") return nothingKept;
  return { ...shared, proofs: createBoundedMap(256), repeats: createQueryCache(world) };
}

/** What an answer to a query is the same for. Signatures inside it depend on these fields of the request and no others. */
export function answerKeyOf(endpoint: string, input: object, output: unknown): string {
  const { hardware_id, username, license_key } = input as Record<string, unknown>;
  return `${endpoint}\n${hardware_id}\n${username}\n${license_key}\n${JSON.stringify(output)}`;
}
