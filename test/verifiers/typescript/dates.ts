import type { DateVectors } from "../../../src/generated/types.ts";
import { callText } from "./hmac.ts";
import { hmacBase64, sameText } from "./text-match.ts";
import { departures, type Verifier, type VerifierKind } from "./verifier.ts";

type DateVector = DateVectors["vectors"][number];

interface Parts {
  /** The instant of a Date header in milliseconds; NaN where it cannot be read. */
  readonly read: (date: string) => number;
  /** Whether a call of this instant is let in at another. */
  readonly isTimely: (at: number, now: number) => boolean;
  readonly isSigned: (vector: DateVector) => boolean;
}

const minute = 60_000;
const limit = 15 * minute;
const isTimely: Parts["isTimely"] = (at, now) => Math.abs(now - at) <= limit;
const isSigned: Parts["isSigned"] = ({ sharedKey, date, signature }) =>
  sameText(signature, hmacBase64(sharedKey, callText(date)));

function verifierWith(change: Partial<Parts>): Verifier<DateVector> {
  const parts: Parts = { read: Date.parse, isTimely, isSigned, ...change };
  return (vector) => parts.isTimely(parts.read(vector.date), Date.parse(vector.now)) && parts.isSigned(vector);
}

const dayOf = (instant: number): number => Math.floor(instant / (1440 * minute));

/** Verifiers of a call's age and signature. */
export const dates: VerifierKind<DateVector> = {
  right: verifierWith({}),
  wrong: departures(verifierWith, [
    [
      "unread-passes",
      "takes a Date that cannot be read, as NaN is never over the limit",
      { isTimely: (at, now) => !(Math.abs(now - at) > limit) },
    ],
    [
      "seconds-as-ms",
      "compares milliseconds with a limit in seconds",
      { isTimely: (at, now) => Math.abs(now - at) <= 15 * 60 },
    ],
    [
      "whole-minutes",
      "counts whole minutes, so that 15:59 is 15",
      { isTimely: (at, now) => Math.floor(Math.abs(now - at) / minute) <= 15 },
    ],
    ["same-day", "asks for the same day", { isTimely: (at, now) => isTimely(at, now) && dayOf(at) === dayOf(now) }],
    ["only-ahead", "limits what is ahead and takes what is old", { isTimely: (at, now) => at - now <= limit }],
    ["edge-refused", "refuses at 15 minutes sharp", { isTimely: (at, now) => Math.abs(now - at) < limit }],
    [
      "reformatted",
      "hashes the date that it read, written anew",
      { isSigned: (vector) => isSigned({ ...vector, date: new Date(vector.date).toUTCString() }) },
    ],
  ]),
  lawful: departures(verifierWith, [
    ["any-ahead", "takes a Date that is ahead by any time", { isTimely: (at, now) => now - at <= limit }],
    ["none-ahead", "refuses a Date that is ahead", { isTimely: (at, now) => now >= at && now - at <= limit }],
    [
      "gmt-only",
      "reads dates that end in GMT only",
      { read: (date) => (date.endsWith("GMT") ? Date.parse(date) : Number.NaN) },
    ],
  ]),
};
