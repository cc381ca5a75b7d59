import type { DateVectors } from "../../../src/generated/types.ts";
import { hmac } from "./signatures.ts";
import {
  headOf,
  type InputsOf,
  mayAccept,
  mayRefuse,
  mustAccept,
  mustRefuse,
  type Row,
  sources,
  type Verdict,
  vectorsOf,
} from "./vector.ts";

type Inputs = InputsOf<DateVectors["vectors"][number]>;

const { authorization, request, inviolable } = sources;
const sharedKey = "test-shared-key-of-the-date-vectors";
const noon = "2026-11-22T12:00:00.000Z";
const signatureOf = (date: string) => hmac(sharedKey, `licenseSpring\ndate: ${date}`);

/** A call that is signed as it should be, with a Date that is read at noon. A code stands where it is refused. */
const sent = (date: string, code?: string, now = noon): Inputs => ({
  now,
  date,
  sharedKey,
  signature: signatureOf(date),
  ...(code !== undefined && { code }),
});
/** The same with a Date so many seconds off. */
const off = (seconds: number, code?: string): Inputs =>
  sent(new Date(Date.parse(noon) + seconds * 1_000).toUTCString(), code);

const ahead = "The page speaks of old dates only.";
const diff = "date_header_diff";
const old = mustRefuse(authorization, "It is more than 15 minutes old.");
const invalid = "date_header_invalid";
const otherForm = "The page names RFC 7231; which other forms a server reads it does not say.";
const isRead = mayAccept(otherForm);
const isNotRead = mayRefuse(otherForm);
const mismatch = "signature_mismatch";

const ages: Row<Inputs>[] = [
  [1, "a Date of this second", mustAccept(authorization, "It is not old."), off(0)],
  [2, "14 minutes 59 seconds old", mustAccept(authorization, "Up to 15 minutes are let in."), off(-899)],
  [
    3,
    "15 minutes old to the second",
    mustAccept(authorization, "Up to 15 minutes are let in, and these are 15."),
    off(-900),
  ],
  [4, "15 minutes and a second old", old, off(-901, diff)],
  [5, "a day old", old, off(-86_400, diff)],
  [6, "a year old", old, off(-365 * 86_400, diff)],
  [7, "14 minutes 59 seconds ahead", mayAccept(ahead), off(899)],
  [8, "15 minutes ahead to the second", mayAccept(ahead), off(900)],
  [9, "15 minutes and a second ahead", mayRefuse(ahead), off(901, diff)],
  [10, "a day ahead", mayRefuse(ahead), off(86_400, diff)],
  [
    66,
    "five minutes old, over midnight",
    mustAccept(authorization, "It is five minutes old."),
    sent("Sun, 22 Nov 2026 23:57:00 GMT", undefined, "2026-11-23T00:02:00.000Z"),
  ],
  [
    67,
    "five minutes old, over New Year",
    mustAccept(authorization, "It is five minutes old."),
    sent("Thu, 31 Dec 2026 23:57:00 GMT", undefined, "2027-01-01T00:02:00.000Z"),
  ],
  [68, "half an hour old", old, off(-1_800, diff)],
  [69, "15 minutes and 59 seconds old", old, off(-959, diff)],
];

const forms: [name: string, verdict: Verdict, inputs: Inputs][] = [
  [
    "UTC in place of GMT",
    mayAccept("One client writes it so.", "observed: a client in Go"),
    sent("Sun, 22 Nov 2026 12:00:00 UTC"),
  ],
  ["+0000 in place of GMT", isRead, sent("Sun, 22 Nov 2026 12:00:00 +0000")],
  ["Z in place of GMT", isRead, sent("Sun, 22 Nov 2026 12:00:00 Z")],
  ["gmt in lower case", isRead, sent("Sun, 22 Nov 2026 12:00:00 gmt")],
  ["no zone, which is read as UTC", isRead, sent("Sun, 22 Nov 2026 12:00:00")],
  ["this second in another zone", isRead, sent("Sun, 22 Nov 2026 13:00:00 +0100")],
  ["noon of another zone: an hour old", mayRefuse(otherForm), sent("Sun, 22 Nov 2026 12:00:00 +0100", diff)],
  ["noon of a zone by its name: five hours ahead", mayRefuse(otherForm), sent("Sun, 22 Nov 2026 12:00:00 EST", diff)],
  ["no weekday", isRead, sent("22 Nov 2026 12:00:00 GMT")],
  ["a wrong weekday", isRead, sent("Mon, 22 Nov 2026 12:00:00 GMT")],
  ["a weekday of another language", isRead, sent("So, 22 Nov 2026 12:00:00 GMT")],
  ["a month of another language", isNotRead, sent("Sun, 22 Dez 2026 12:00:00 GMT", invalid)],
  ["no comma", isRead, sent("Sun 22 Nov 2026 12:00:00 GMT")],
  ["two blanks", isRead, sent("Sun, 22 Nov 2026  12:00:00 GMT")],
  ["no seconds", isRead, sent("Sun, 22 Nov 2026 12:00 GMT")],
  ["milliseconds", isRead, sent("Sun, 22 Nov 2026 12:00:00.000 GMT")],
  ["a day of one digit", isRead, sent("Sun, 1 Nov 2026 12:00:00 GMT", undefined, "2026-11-01T12:00:00.000Z")],
  ["a year of two digits", isRead, sent("Sun, 22 Nov 26 12:00:00 GMT")],
  ["an hour that no day has", isNotRead, sent("Sun, 22 Nov 2026 25:00:00 GMT", invalid)],
  ["RFC 850, as RFC 7231 lets servers read it", isRead, sent("Sunday, 22-Nov-26 12:00:00 GMT")],
  ["asctime, as RFC 7231 lets servers read it", isRead, sent("Sun Nov 22 12:00:00 2026")],
  ["as `date` prints it", isRead, sent("Sun Nov 22 12:00:00 UTC 2026")],
  ["as JavaScript prints it", isRead, sent("Sun Nov 22 2026 12:00:00 GMT+0000 (Coordinated Universal Time)")],
  ["as offline requests were seen to have it", isRead, sent("Sun Nov 22 2026 12:00:00 GMT+0000")],
  ["ISO 8601", isRead, sent("2026-11-22T12:00:00Z")],
  ["ISO 8601 with milliseconds", isRead, sent("2026-11-22T12:00:00.000Z")],
  ["ISO 8601 with an offset", isRead, sent("2026-11-22T12:00:00+00:00")],
  ["ISO 8601 without a zone, which is read as UTC", isRead, sent("2026-11-22T12:00:00")],
  ["ISO 8601 with a blank", isRead, sent("2026-11-22 12:00:00")],
  ["ISO 8601 without signs between", isNotRead, sent("20261122T120000Z", invalid)],
  ["month, day and year with slashes", isRead, sent("11/22/2026 12:00:00")],
  ["day, month and year with dots", isNotRead, sent("22.11.2026 12:00:00", invalid)],
  ["seconds since 1970", isNotRead, sent("1795348800", invalid)],
  ["milliseconds since 1970", isNotRead, sent("1795348800000", invalid)],
  ["the day alone, which is its midnight", isNotRead, sent("2026-11-22", diff)],
  [
    "a word that is no date",
    mustRefuse(authorization, "What has no age cannot be at most 15 minutes old."),
    sent("now", invalid),
  ],
];

const right = off(0);
const proofs: Row<Inputs>[] = [
  [
    60,
    "signed for the second before",
    mustRefuse(inviolable, "It signs another text."),
    { ...right, signature: off(-1).signature, code: mismatch },
  ],
  [
    61,
    "the same second, signed in another spelling",
    mustRefuse(request, "The signature covers the header to the letter."),
    { ...right, signature: signatureOf("Sun, 22 Nov 2026 12:00:00 UTC"), code: mismatch },
  ],
  [
    62,
    "signed with another shared key",
    mustRefuse(inviolable, "Who does not know the key has not signed."),
    { ...right, signature: hmac("another", `licenseSpring\ndate: ${right.date}`), code: mismatch },
  ],
  [
    63,
    "an empty signature",
    mustRefuse(inviolable, "Nothing proves nothing."),
    { ...right, signature: "", code: "authorization_missing_params" },
  ],
  [
    64,
    "an empty Date, which is signed",
    mustRefuse(authorization, "What has no age cannot be at most 15 minutes old."),
    sent("", invalid),
  ],
  [
    65,
    "UTC at the end, signed with GMT",
    mustRefuse(request, "The signature covers the header to the letter."),
    { ...sent("Sun, 22 Nov 2026 12:00:00 UTC"), signature: right.signature, code: mismatch },
  ],
];

/** Calls that a server lets in or refuses by their Date. */
export function dateVectors(): object {
  const spelt = forms.map(([name, verdict, inputs], at): Row<Inputs> => [20 + at, name, verdict, inputs]);
  return {
    ...headOf(
      "dates",
      "a server at the time `now` judges a call with this Date header, signed as in hmac.json. `code` is what the mock answers; flag and verdict speak of letting in alone",
    ),
    vectors: vectorsOf("dates", [...ages, ...spelt, ...proofs]),
  };
}
