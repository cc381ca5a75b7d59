import type { MockOptions } from "../../src/mock/create-mock.ts";

/** What sends a request and gives the answer. */
export type Fetch = (request: Request) => Promise<Response>;

/** A deliberate breakage of a correct server, applied from outside. */
export interface Mutant {
  readonly id: string;
  /** A sentence in the present: what the server does wrong. */
  readonly about: string;
  /** Patterns of the ids of cases; one of these must notice. */
  readonly expects: readonly string[];
  /** Puts the breakage before a server. */
  apply(fetch: Fetch): Fetch;
}

/** A difference that no client may mind, so that the contract must not either. */
export interface Variation {
  readonly id: string;
  readonly about: string;
  /** How the mock is set up that it stands before. */
  readonly options?: MockOptions;
  apply(fetch: Fetch): Fetch;
}
