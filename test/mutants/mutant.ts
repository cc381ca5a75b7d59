import type { EndpointName } from "../../src/api/endpoints.ts";
import type { Mock, MockOptions } from "../../src/mock/create-mock.ts";

/** What sends a request and gives the answer. */
export type Fetch = (request: Request) => Promise<Response>;

/** A deliberate breakage of a correct server, put before it. */
export interface Mutant {
  readonly id: string;
  /** A sentence in the present: what the server does wrong. */
  readonly about: string;
  /**
   * Puts the breakage before a server.
   *
   * @param mock the server itself, for breakages of what it remembers
   */
  apply(fetch: Fetch, mock: Mock): Fetch;
}

/** A mutant that an operator makes of one thing of an endpoint. Its id is operator, endpoint and thing, with colons. */
export interface OperatorMutant extends Mutant {
  readonly operator: string;
  readonly endpoint: EndpointName | "oauth-token";
}

/** A mutant that was written down one by one, as somebody thought of it or met it. */
export interface WrittenMutant extends Mutant {
  /** Patterns of the ids of cases; one of these must notice. */
  readonly expects: readonly string[];
}

/** A difference that no client may mind, so that the contract must not either. */
export interface Variation {
  readonly id: string;
  readonly about: string;
  /** How the mock is set up that it stands before. */
  readonly options?: MockOptions;
  apply(fetch: Fetch, mock: Mock): Fetch;
}
