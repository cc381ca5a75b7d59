import type { ApiResponse } from "./request.ts";

/** How many answers are kept, and how long a draft may be. An answer takes about 6 KB. */
const kept = 2_048;
const longest = 16_384;

/**
 * Answers to queries that were checked, signed and written once, by their draft: the endpoint, whom it concerns, and the
 * unsigned text. The same draft has the same answer, so it is neither checked nor signed again. Changes are not kept:
 * hardly any of their answers comes twice.
 */
export interface Finished {
  has(draft: string): boolean;
  get(draft: string): ApiResponse | undefined;
  keep(draft: string, answer: ApiResponse): void;
}

/** Makes an empty store; the oldest answers are forgotten first. */
export function createFinished(): Finished {
  const answers = new Map<string, ApiResponse>();
  return {
    has: (draft) => answers.has(draft),
    get: (draft) => answers.get(draft),
    keep: (draft, answer) => {
      if (draft.length > longest) return;
      if (answers.size >= kept) answers.delete(answers.keys().next().value as string);
      answers.set(draft, answer);
    },
  };
}

/** What an answer to a query is the same for. Signatures inside it depend on these fields of the request and no others. */
export function draftOf(endpoint: string, input: object, output: unknown): string {
  const { hardware_id, username, license_key } = input as Record<string, unknown>;
  return `${endpoint}\n${hardware_id}\n${username}\n${license_key}\n${JSON.stringify(output)}`;
}
