import type { Credentials } from "../api/authorization.ts";
import type { EndpointName } from "../api/endpoints.ts";
import type { ErrorCode } from "../api/errors.ts";
import type { OfflineClaims } from "../api/signature.ts";

/** A situation of the target: the fields that a request about it needs, spelt as on the wire. */
export type Role = Readonly<Record<string, string | number | boolean | null>>;

/** What a case asks of a real or pretend server, as data: who, what, and what must come back. */
export interface ContractCase {
  /** Stable name: the path's last words, a slash, the outcome, and what sets it apart from others of that outcome. */
  readonly id: string;
  readonly endpoint: EndpointName;
  readonly outcome: "ok" | ErrorCode;
  /** A sentence in the present, from the caller's side. */
  readonly about: string;
  /** What it rests on: `documented: …`, `observed: …` or `assumed`. */
  readonly evidence: string;
  /** What it leaves behind on the target. */
  readonly effect: Effect;
  /** Names of the roles it needs. */
  readonly needs: readonly string[];
  /** Policies without which this cannot happen on the mock. */
  readonly policy?: Readonly<Record<string, string | number | boolean>>;
  readonly steps: readonly Step[];
}

/** `none`: nothing. `reversible`: something that can be undone. `permanent`: something that cannot. */
export type Effect = "none" | "reversible" | "permanent";

/** One request and what must come back. */
export interface Step {
  request(scene: Scene): CaseRequest;
  readonly expect: Expectation;
}

/** What a request is made from. */
export interface Scene {
  /** A role by name, without what it is for. */
  role(name: string): Role;
  /** The answers of the steps before. */
  readonly seen: readonly Answer[];
}

/** A request before it is signed and sent. */
export interface CaseRequest {
  readonly endpoint: EndpointName;
  /** Fields of the query or the body. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Another text than the input's, as the body of a POST or the query of a GET. */
  readonly raw?: string;
  /** Makes the headers that authorize it. @default both, signed with the target's credentials, as of now */
  readonly authorize?: (to: {
    readonly credentials: Credentials;
    readonly now: Date;
  }) => Readonly<Record<string, string>>;
  /**
   * Writes the body of an offline request.
   *
   * @default flat JSON in base64, signed with the target's credentials
   */
  readonly encode?: (payload: OfflinePayload, credentials: Credentials) => OfflineBody;
  /** Another path than the endpoint's. */
  readonly path?: string;
}

/** The fields of an offline request, not signed yet. */
export type OfflinePayload = Readonly<Record<string, unknown>> & OfflineClaims;

/** The body of an offline request. */
export interface OfflineBody {
  readonly text: string;
  /** @default text/plain */
  readonly type?: string;
}

/** What must come back. */
export interface Expectation {
  readonly status: readonly number[];
  /** Code of the error; left out for a success. */
  readonly code?: ErrorCode;
  /** What else must hold; gives what is wrong, if anything. */
  readonly also?: (answer: Answer, scene: Scene) => string | undefined;
}

/** An answer as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The text as JSON, or the text itself where it is none. */
  readonly body: unknown;
}
