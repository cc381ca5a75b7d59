import { type BoundedMap, createBoundedMap } from "./bounded-map.ts";
import type { ApiResponse } from "./request.ts";

/**
 * Answers to queries that were checked, signed and written once, by their draft: the endpoint, whom it concerns, and the
 * unsigned text. The same draft has the same answer, so it is neither checked nor signed again. Changes are not kept:
 * hardly any of their answers comes twice.
 */
export type Finished = BoundedMap<ApiResponse>;

/** Makes an empty store. An answer takes about 6 KB. */
export function createFinished(): Finished {
  return createBoundedMap(2_048);
}

/** What an answer to a query is the same for. Signatures inside it depend on these fields of the request and no others. */
export function draftOf(endpoint: string, input: object, output: unknown): string {
  const { hardware_id, username, license_key } = input as Record<string, unknown>;
  return `${endpoint}\n${hardware_id}\n${username}\n${license_key}\n${JSON.stringify(output)}`;
}
