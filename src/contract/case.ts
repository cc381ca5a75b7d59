import type { Credentials } from "../api/authorization.ts";
import type { EndpointName } from "../api/endpoints.ts";
import type { ErrorCode } from "../api/errors.ts";
import type { Evidence } from "../api/evidence.ts";
import type { Choice } from "../api/policies.ts";
import type { OfflineClaims } from "../api/signature.ts";
import type { ClaimKind } from "./claim.ts";

/** A situation of the target: the fields that a request about it needs, spelt as on the wire, and facts about it. */
export type Role = Readonly<Record<string, string | number | boolean | null>>;

/** What a case asks of a real or pretend server, as data: who, what, and what is claimed of what comes back. */
export interface ContractCase {
  /** Stable name: the path's last words, a slash, the outcome, and what sets it apart from others of that outcome. */
  readonly id: string;
  readonly endpoint: EndpointName;
  /** How its last call ends; `refused`: by whatever code. */
  readonly outcome: "ok" | "refused" | ErrorCode;
  /** A sentence in the present, from the caller's side. */
  readonly about: string;
  /** What it leaves behind on the target when its `undo` is done, whatever the target answers. */
  readonly effect: Effect;
  /** Names of the roles it needs. */
  readonly needs: readonly string[];
  /** Facts that its roles must have, as `role.fact`. */
  readonly facts?: readonly string[];
  /** What the target must have declared for the case to apply to it. */
  readonly policy?: Choice;
  readonly steps: readonly Step[];
  /** The role that is no longer in its situation afterwards, and that no request can put back. */
  readonly usesUp?: string;
  /** Requests that put the target back afterwards, in order, however far the steps came. */
  readonly undo?: readonly UndoRequest[];
  /** Why it cannot be played on this target, where that is known before. */
  readonly blocked?: string;
}

/**
 * `none`: the target is as before. `reversible`: it changes, or may change where it does not refuse as it should, and the
 * case's `undo` puts it back. `permanent`: something stays.
 */
export type Effect = "none" | "reversible" | "permanent";

/** One request and what is claimed of its answer. */
export interface Step {
  request(scene: StepContext): CaseRequest;
  readonly expect: Expectation;
  /** Whether the answers before leave nothing to ask here. */
  readonly skipIf?: (scene: StepContext) => boolean;
  /** What else is sent at the same moment. Which call the target takes first, nobody knows: `expect` is of one that succeeds. */
  readonly atOnce?: AtOnce;
  /** What the answer tells of the role that the next steps need otherwise: then the target file is to be mended. */
  readonly premise?: (body: never, scene: StepContext) => string | undefined;
}

/** Requests that are sent together with another one, before any answer has come. */
export interface AtOnce {
  readonly others: readonly Step["request"][];
  /** How many of all these calls may succeed, at most. */
  readonly atMost: number;
}

/** A request that puts something back. */
export interface UndoRequest {
  readonly request: Step["request"];
  /** Codes of refusals that say that there is nothing to put back. */
  readonly settled: readonly ErrorCode[] | "any refusal";
}

/** What is claimed of the answer to a step. */
export interface Expectation extends End {
  readonly evidence: OutcomeEvidence;
  /** Other ends that are as lawful where the documentation is silent. */
  readonly otherwise?: readonly End[];
  /** What a departure asks the user, one id for all cases that ask the same. A policy's name goes before it. @default the case's id */
  readonly question?: string;
  /** It is refused for want of proof: an answer that looks past the proof is a breach, whatever its code. */
  readonly provesNothing?: true;
  /** Two reasons to refuse apply: the code says which one comes first. */
  readonly isOrder?: true;
  /** It is sent for what it may do: how it ends is a question of other cases. */
  readonly isTried?: true;
}

/** How a step may end. */
export interface End {
  /** Code of the refusal, `refused` where any will do; left out for a success. */
  readonly code?: ErrorCode | "refused";
  /** The one HTTP status of this end. @default any of the two hundreds, or that of the code */
  readonly status?: number;
  /** The policies of the mock under which it ends so. */
  readonly policy?: Choice;
  /** What else is claimed of this end. */
  readonly also?: readonly OwnClaim[];
}

/** What the parts of an outcome rest on. */
export interface OutcomeEvidence {
  /** That the call succeeds, or that it is refused. */
  readonly outcome: Evidence;
  /** That it is refused by this code. */
  readonly code: Evidence;
  /** That the code has this status. */
  readonly status: Evidence;
}

/** A claim that one case alone makes. */
export interface OwnClaim {
  readonly kind: Extract<ClaimKind, "about" | "effect" | "body">;
  readonly evidence: Evidence;
  /** What tells it from others of its kind in one case: the question that a departure asks is named for it. */
  readonly place?: string;
  /** What is expected, as the end of "expected …"; empty where the complaint says it. */
  readonly expected: string;
  /** Gives what was found instead, if anything. */
  readonly complaint: (answer: Answer, scene: StepContext) => string | undefined;
}

/** What a request is made from. */
export interface StepContext {
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
  readonly encode?: (payload: UnsignedPayload, credentials: Credentials) => EncodedPayload;
  /** Another path than the endpoint's. */
  readonly path?: string;
  /** Fields of a form that asks the host of tokens, at `path`, in place of the endpoint: it is not authorized otherwise. */
  readonly tokenForm?: Readonly<Record<string, string>>;
}

/** The fields of an offline request, not signed yet. */
export type UnsignedPayload = Readonly<Record<string, unknown>> & OfflineClaims;

/** The body of an offline request. */
export interface EncodedPayload {
  readonly text: string;
  /** @default text/plain */
  readonly type?: string;
}

/** An answer as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The text as JSON, or the text itself where it is none. */
  readonly body: unknown;
}
