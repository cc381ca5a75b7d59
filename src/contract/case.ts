import type { Credentials } from "../api/authorization.ts";
import type { EndpointName } from "../api/endpoints.ts";
import type { ErrorCode } from "../api/errors.ts";
import type { OfflineClaims } from "../api/signature.ts";

/** A situation of the target: the fields that a request about it needs, spelt as on the wire, and facts about it. */
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
  /** What it leaves behind on the target when its `undo` is done. */
  readonly effect: Effect;
  /** Names of the roles it needs. */
  readonly needs: readonly string[];
  /** Policies without which this cannot happen on the mock. */
  readonly policy?: Choice;
  /** What a server does here that has chosen otherwise where the documentation is silent. */
  readonly alternatives?: readonly Alternative[];
  readonly steps: readonly Step[];
  /** The role that is no longer in its situation afterwards, and that no request can put back. */
  readonly usesUp?: string;
  /** Requests that put the target back afterwards, in order, however far the steps came. */
  readonly undo?: readonly Step["request"][];
}

/**
 * `none`: the target is as before. `reversible`: it changes, and the case's `undo` puts it back, so that the case can
 * run again. `permanent`: something stays.
 */
export type Effect = "none" | "reversible" | "permanent";

/** Policies of the mock with their values: how a server has chosen where the documentation is silent. */
export type Choice = Readonly<Record<string, string | number | boolean>>;

/** Another end of a case's last step, and the policy of the mock under which it comes. */
export interface Alternative {
  readonly policy: Choice;
  readonly expect: Expectation;
}

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
  /** A text that begins with a name and that no run has used before: for devices and emails that must be new. */
  fresh(name: string): string;
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
  /** Other headers than the usual ones; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
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
