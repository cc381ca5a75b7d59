import type { Trait } from "./own-client.ts";

/** A client with one mistake, and the scenarios that show it: all others have to let it pass. */
export interface BrokenClient {
  readonly mistake: Trait;
  readonly shownBy: readonly string[];
}

const forgedByKey = [
  "other-key",
  "other-bytes",
  "pss",
  "sha-1",
  "header-damaged",
  "all-by-another-key",
  "check-by-another-key",
];
const forged = (...names: string[]) => names.map((name) => `forged-answers/${name}`);
const clocks = (...names: string[]) => names.map((name) => `clocks-and-copies/${name}`);
const trouble = (...names: string[]) => names.map((name) => `trouble/${name}`);
const lawful = (...names: string[]) => names.map((name) => `lawful-answers/${name}`);
const kept = (...names: string[]) => names.map((name) => `kept-licenses/${name}`);
const manners = (...names: string[]) => names.map((name) => `manners/${name}`);
const offline = (...names: string[]) => names.map((name) => `offline-activation/${name}`);
const refusals = (...names: string[]) => names.map((name) => `refusals/${name}`);

/** Clients that are wrong in one way each. */
export const brokenClients: readonly BrokenClient[] = [
  { mistake: "verifies nothing", shownBy: forged(...forgedByKey, "another-device") },
  { mistake: "needs no signature", shownBy: forged("no-signature") },
  { mistake: "takes PSS", shownBy: forged("pss") },
  { mistake: "takes SHA-1", shownBy: forged("sha-1") },
  { mistake: "verifies what it writes anew", shownBy: lawful("respelt") },
  { mistake: "takes any license", shownBy: forged("another-license", "another-device") },
  { mistake: "takes any product", shownBy: [] },
  { mistake: "verifies the header alone", shownBy: forged("another-device") },
  { mistake: "takes any answer for a license", shownBy: [] },
  { mistake: "takes a status for an answer", shownBy: [] },
  { mistake: "follows with all it has", shownBy: forged("redirect") },
  { mistake: "believes in no end", shownBy: [] },
  {
    mistake: "believes any clock",
    shownBy: clocks("clock-back-after-the-end", "clock-back-and-opened-again", "clock-before-the-license"),
  },
  { mistake: "forgets the clock", shownBy: clocks("clock-back-and-opened-again") },
  { mistake: "never forgets a clock", shownBy: clocks("clock-forward-and-back") },
  { mistake: "keeps things for any device", shownBy: clocks("storage-copied") },
  { mistake: "believes what it finds", shownBy: [] },
  { mistake: "forgets refusals", shownBy: clocks("switched-off-and-opened-again") },
  {
    mistake: "believes any file",
    shownBy: offline("changed", "unsigned", "another-key", "later-end", "another-device", "another-license"),
  },
  { mistake: "verifies no file", shownBy: offline("changed", "unsigned", "another-key", "later-end") },
  { mistake: "takes files of others", shownBy: offline("another-device", "another-license") },
  { mistake: "hears no refusal", shownBy: [] },
  { mistake: "believes on after deactivation", shownBy: refusals("deactivated") },
  { mistake: "deactivates in words only", shownBy: [...refusals("deactivated"), ...manners("device-released")] },
  { mistake: "takes any feature", shownBy: refusals("feature-of-nobody") },
  { mistake: "takes silence for no", shownBy: [] },
  { mistake: "takes a failed server for no", shownBy: [] },
  {
    mistake: "takes 429 for no",
    shownBy: trouble("too-many-requests", "too-many-requests-by-date", "too-many-requests-for-a-day"),
  },
  { mistake: "takes pages for no", shownBy: [] },
  { mistake: "takes forgeries for no", shownBy: [] },
  { mistake: "knows no dates in Retry-After", shownBy: trouble("too-many-requests-by-date", "unavailable-by-date") },
  { mistake: "takes any certificate", shownBy: trouble("expired-certificate") },
  { mistake: "minds the case of headers", shownBy: lawful("lower-case-headers", "upper-case-headers") },
  { mistake: "refuses strange members", shownBy: [] },
  { mistake: "knows the first key only", shownBy: lawful("next-key") },
  { mistake: "ends a day early", shownBy: lawful("last-day") },
  { mistake: "keeps nothing", shownBy: [] },
  { mistake: "keeps things when it ends", shownBy: kept("power-cut") },
  { mistake: "is another device each time", shownBy: [] },
  { mistake: "sends consumptions again", shownBy: manners("lost-consumption", "consumption-unavailable") },
  { mistake: "says that every consumption is done", shownBy: manners("consumption-that-did-not-happen") },
  { mistake: "asks for ever", shownBy: [] },
  { mistake: "asks again when refused", shownBy: [] },
  { mistake: "tells its secret", shownBy: manners("quiet-messages") },
  { mistake: "shows its secret in addresses", shownBy: [] },
  { mistake: "asks the server each time it is asked", shownBy: [] },
  { mistake: "keeps its seat", shownBy: manners("seat-given-back") },
  { mistake: "releases in words only", shownBy: [] },
  { mistake: "reads without end", shownBy: [] },
  { mistake: "counts how deep answers are", shownBy: ["hostile-bodies/deep"] },
];

/** Clients that do nothing of use: none may pass a single scenario that it must stand, on either axis. */
export const nullClients: readonly Trait[] = [
  "says yes to all",
  "says no to all",
  "never calls",
  "believes the first answer for ever",
  "ends at once",
];

/** Clients that choose otherwise where a choice is lawful: none may fail anything. */
export const lawfulClients: readonly (readonly Trait[])[] = [
  [],
  ["believes signed refusals only"],
  ["counts the end by the day"],
  ["never asks again"],
  ["asks a check before the first consumption"],
  ["follows to the same host"],
  ["cannot cache", "keeps nothing"],
  ["cannot clock"],
  ["cannot offline", "cannot floating", "cannot key-rotation", "cannot https"],
  ["gives up at a long Retry-After"],
];
