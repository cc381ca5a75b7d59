import type { FaultFields } from "../../generated/types.ts";
import type { CallFilter } from "../call-filter.ts";

/** A failure asked for, as data and perhaps with a function `when`. */
export type FaultSpec = FaultFields & CallFilter;

/** What can fail. */
export type FaultKind = FaultFields["kind"];

/** A fault of one kind. */
export type FaultOf<K extends FaultKind> = Extract<FaultFields, { readonly kind: K }>;

/** When a client may ask again. */
export type RetryAfter = Pick<FaultOf<"too-many-requests">, "retryAfterSeconds" | "retryAfterForm">;

interface KindRow {
  /** Whether the call happens before the client is failed, where the fault does not say. */
  readonly callHappens: boolean;
  /** Whether it may befall calls that were not authorized: it must not make them look as if they were. */
  readonly meetsUnauthorized: boolean;
  /** Whether it is about a `license_signature`, so that calls whose answers hold none do not meet it. @default false */
  readonly needsLicenseSignature?: true;
}

/** Every kind of fault. A tampered answer is the answer of a call that happened. */
export const faultKinds: Readonly<Record<FaultKind, KindRow>> = {
  error: { callHappens: false, meetsUnauthorized: false },
  "too-many-requests": { callHappens: false, meetsUnauthorized: false },
  "internal-server-error": { callHappens: false, meetsUnauthorized: true },
  "bad-gateway": { callHappens: false, meetsUnauthorized: true },
  "service-unavailable": { callHappens: false, meetsUnauthorized: true },
  "html-page": { callHappens: false, meetsUnauthorized: true },
  delay: { callHappens: true, meetsUnauthorized: true },
  "slow-body": { callHappens: true, meetsUnauthorized: true },
  "refuse-connection": { callHappens: false, meetsUnauthorized: true },
  "reset-before-answer": { callHappens: true, meetsUnauthorized: true },
  "reset-in-answer": { callHappens: true, meetsUnauthorized: true },
  "truncated-body": { callHappens: true, meetsUnauthorized: true },
  "empty-body": { callHappens: true, meetsUnauthorized: false },
  "invalid-json": { callHappens: true, meetsUnauthorized: false },
  "wrong-content-type": { callHappens: true, meetsUnauthorized: false },
  "missing-signature": { callHappens: true, meetsUnauthorized: false },
  "other-key-signature": { callHappens: true, meetsUnauthorized: false },
  "other-bytes-signature": { callHappens: true, meetsUnauthorized: false },
  "old-license-signature": { callHappens: true, meetsUnauthorized: false, needsLicenseSignature: true },
  "stale-date": { callHappens: true, meetsUnauthorized: false },
  "future-date": { callHappens: true, meetsUnauthorized: false },
  redirect: { callHappens: false, meetsUnauthorized: true },
  replay: { callHappens: true, meetsUnauthorized: false },
  "answer-of": { callHappens: true, meetsUnauthorized: false },
  "sha1-signature": { callHappens: true, meetsUnauthorized: false },
  "pss-signature": { callHappens: true, meetsUnauthorized: false },
  "rotated-key-signature": { callHappens: true, meetsUnauthorized: false },
  "damaged-license-signature": { callHappens: true, meetsUnauthorized: false, needsLicenseSignature: true },
  "missing-license-signature": { callHappens: true, meetsUnauthorized: false, needsLicenseSignature: true },
  "respelled-json": { callHappens: true, meetsUnauthorized: false },
  "large-body": { callHappens: true, meetsUnauthorized: false },
  "deep-body": { callHappens: true, meetsUnauthorized: false },
  "endless-body": { callHappens: true, meetsUnauthorized: true },
  "other-header-case": { callHappens: true, meetsUnauthorized: true },
  "repeated-signature": { callHappens: true, meetsUnauthorized: false },
};

/** Whether the call happens before the client is failed. */
export function happens(fault: FaultSpec): boolean {
  return ("happens" in fault ? fault.happens : undefined) ?? faultKinds[fault.kind].callHappens;
}

/** Whether a fault may befall a call that was not authorized. */
export function befallsStrangers(fault: FaultSpec): boolean {
  if (fault.kind === "html-page" && (fault.status ?? 502) < 500) return false;
  return faultKinds[fault.kind].meetsUnauthorized;
}
