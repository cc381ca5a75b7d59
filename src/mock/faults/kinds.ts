import type { FaultFields } from "../../generated/types.ts";
import type { CallFilter } from "../call-filter.ts";

/** A failure asked for, as data and perhaps with a function `when`. */
export type FaultSpec = FaultFields & CallFilter;

/** What can fail. */
export type FaultKind = FaultFields["kind"];

/** A fault of one kind. */
export type FaultOf<K extends FaultKind> = Extract<FaultFields, { readonly kind: K }>;

interface KindRow {
  /** Whether the call happens before the client is failed, where the fault does not say. */
  readonly happens: boolean;
  /** Whether it may befall calls that were not authorized: it must not make them look as if they were. */
  readonly befallsStrangers: boolean;
}

/** Every kind of fault. A tampered answer is the answer of a call that happened. */
export const faultKinds: Readonly<Record<FaultKind, KindRow>> = {
  error: { happens: false, befallsStrangers: false },
  "too-many-requests": { happens: false, befallsStrangers: false },
  "internal-server-error": { happens: false, befallsStrangers: true },
  "bad-gateway": { happens: false, befallsStrangers: true },
  "service-unavailable": { happens: false, befallsStrangers: true },
  "html-page": { happens: false, befallsStrangers: true },
  delay: { happens: true, befallsStrangers: true },
  "slow-body": { happens: true, befallsStrangers: true },
  "refuse-connection": { happens: false, befallsStrangers: true },
  "reset-before-answer": { happens: true, befallsStrangers: true },
  "reset-in-answer": { happens: true, befallsStrangers: true },
  "truncated-body": { happens: true, befallsStrangers: true },
  "empty-body": { happens: true, befallsStrangers: false },
  "invalid-json": { happens: true, befallsStrangers: false },
  "wrong-content-type": { happens: true, befallsStrangers: false },
  "missing-signature": { happens: true, befallsStrangers: false },
  "other-key-signature": { happens: true, befallsStrangers: false },
  "other-bytes-signature": { happens: true, befallsStrangers: false },
  "old-license-signature": { happens: true, befallsStrangers: false },
  "stale-date": { happens: true, befallsStrangers: false },
  "future-date": { happens: true, befallsStrangers: false },
};

/** Whether the call happens before the client is failed. */
export function happens(fault: FaultSpec): boolean {
  return ("happens" in fault ? fault.happens : undefined) ?? faultKinds[fault.kind].happens;
}

/** Whether a fault may befall a call that was not authorized. */
export function befallsStrangers(fault: FaultSpec): boolean {
  if (fault.kind === "html-page" && (fault.status ?? 502) < 500) return false;
  return faultKinds[fault.kind].befallsStrangers;
}
