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
  {
    mistake: "verifies nothing",
    shownBy: forged(...forgedByKey, "another-device", "check-other-bytes", "check-pss", "check-sha-1"),
  },
  { mistake: "needs no signature", shownBy: forged("no-signature", "check-no-signature") },
  { mistake: "takes PSS", shownBy: forged("pss", "check-pss") },
  { mistake: "takes SHA-1", shownBy: forged("sha-1", "check-sha-1") },
  { mistake: "verifies what it writes anew", shownBy: lawful("respelt") },
  { mistake: "takes any license", shownBy: forged("another-license", "another-device", "check-of-another-license") },
  { mistake: "takes any product", shownBy: forged("another-product", "check-of-another-product") },
  { mistake: "verifies the header alone", shownBy: forged("another-device") },
  {
    mistake: "takes any answer for a license",
    shownBy: forged(
      "another-device",
      "another-endpoint",
      "another-license",
      "another-product",
      "check-of-another-license",
      "check-of-another-product",
    ),
  },
  {
    mistake: "takes a status for an answer",
    shownBy: [
      ...forged(
        ...forgedByKey,
        "check-other-bytes",
        "check-pss",
        "check-sha-1",
        "check-no-signature",
        "check-of-another-license",
        "check-of-another-product",
        "a-page",
        "another-device",
        "another-endpoint",
        "another-license",
        "another-product",
        "no-json",
        "no-signature",
        "nothing",
      ),
      ...manners("consumption-by-a-portal"),
      ...trouble("no-json"),
    ],
  },
  { mistake: "follows with all it has", shownBy: [...forged("redirect"), ...trouble("portal-redirect")] },
  {
    mistake: "believes in no end",
    shownBy: [
      ...clocks("ends-offline"),
      ...forged(
        "check-by-another-key",
        "replayed-after-the-end",
        "check-other-bytes",
        "check-pss",
        "check-sha-1",
        "check-no-signature",
        "check-of-another-license",
        "check-of-another-product",
      ),
    ],
  },
  {
    mistake: "believes any clock",
    shownBy: clocks("clock-back-after-the-end", "clock-back-and-opened-again", "clock-before-the-license"),
  },
  { mistake: "forgets the clock", shownBy: clocks("clock-back-and-opened-again") },
  { mistake: "never forgets a clock", shownBy: clocks("clock-forward-and-back") },
  { mistake: "keeps things for any device", shownBy: clocks("storage-copied") },
  { mistake: "believes what it finds", shownBy: clocks("dates-edited", "storage-copied", "used-for-another-license") },
  { mistake: "forgets refusals", shownBy: clocks("switched-off-and-opened-again") },
  {
    mistake: "believes any file",
    shownBy: offline(
      "changed",
      "unsigned",
      "another-key",
      "later-end",
      "another-device",
      "another-license",
      "another-product",
    ),
  },
  { mistake: "verifies no file", shownBy: offline("changed", "unsigned", "another-key", "later-end") },
  { mistake: "takes files of others", shownBy: offline("another-device", "another-license") },
  { mistake: "hears no refusal", shownBy: refusals("device-let-go", "no-seat", "switched-off") },
  { mistake: "believes on after deactivation", shownBy: refusals("deactivated") },
  {
    mistake: "deactivates in words only",
    shownBy: [...refusals("deactivated"), ...manners("deactivated-later", "device-released")],
  },
  { mistake: "takes any feature", shownBy: refusals("feature-of-nobody") },
  {
    mistake: "takes silence for no",
    shownBy: [
      ...trouble("expired-certificate", "half", "refused", "reset-before", "reset-in", "server-gone"),
      "hostile-bodies/endless",
      "hostile-bodies/large",
    ],
  },
  {
    mistake: "takes a failed server for no",
    shownBy: trouble(
      "activation-fails",
      "bad-gateway",
      "internal-error",
      "opened-again-afterwards",
      "proxy-page",
      "unavailable",
      "unavailable-by-date",
    ),
  },
  {
    mistake: "takes 429 for no",
    shownBy: trouble("too-many-requests", "too-many-requests-by-date"),
  },
  {
    mistake: "takes pages for no",
    shownBy: trouble("captive-portal", "page-404", "page-407", "portal-redirect", "proxy-refuses"),
  },
  {
    mistake: "takes forgeries for no",
    shownBy: [...trouble("forged", "no-json", "nothing"), "hostile-bodies/compressed"],
  },
  { mistake: "knows no dates in Retry-After", shownBy: trouble("too-many-requests-by-date", "unavailable-by-date") },
  {
    mistake: "takes any certificate",
    shownBy: trouble("expired-certificate", "foreign-certificate-at-activate", "foreign-certificate-at-check"),
  },
  { mistake: "minds the case of headers", shownBy: lawful("lower-case-headers", "upper-case-headers") },
  { mistake: "refuses strange members", shownBy: lawful("unknown-member") },
  { mistake: "knows the first key only", shownBy: lawful("next-key") },
  { mistake: "ends a day early", shownBy: lawful("last-day") },
  {
    mistake: "keeps nothing",
    shownBy: [
      ...kept("extended-and-opened-offline", "opened-offline", "power-cut"),
      ...trouble("opened-again-afterwards"),
    ],
  },
  { mistake: "keeps things when it ends", shownBy: kept("power-cut") },
  {
    mistake: "is another device each time",
    shownBy: [...kept("opened-offline", "storage-lost"), ...manners("lost-activation", "no-second-activation")],
  },
  {
    mistake: "sends consumptions again",
    shownBy: manners("consumption-forged", "consumption-unavailable", "lost-consumption"),
  },
  {
    mistake: "says that every consumption is done",
    shownBy: manners("consumption-by-a-portal", "consumption-that-did-not-happen"),
  },
  {
    mistake: "asks for ever",
    shownBy: [
      "hostile-bodies/endless",
      ...manners(
        "bounded-429",
        "bounded-503",
        "bounded-activations",
        "bounded-forgeries",
        "bounded-resets",
        "consumption-forged",
        "consumption-unavailable",
        "feature-consumption-lost",
        "lost-consumption",
      ),
    ],
  },
  { mistake: "asks again when refused", shownBy: manners("no-retry-of-a-refusal", "no-retry-of-no-activation") },
  { mistake: "tells its secret", shownBy: manners("quiet-messages") },
  { mistake: "shows its secret in addresses", shownBy: manners("secret-in-no-call") },
  { mistake: "minds no flags", shownBy: forged("switched-off-by-answer") },
  {
    mistake: "looks whom activations alone are about",
    shownBy: forged("check-of-another-license", "check-of-another-product"),
  },
  { mistake: "keeps things for any license", shownBy: clocks("used-for-another-license") },
  { mistake: "keeps its seat without a network", shownBy: clocks("seat-run-out") },
  { mistake: "takes files of any product", shownBy: offline("another-product") },
  { mistake: "believes on after a release", shownBy: manners("seat-released") },
  { mistake: "takes any page for a consumption", shownBy: manners("consumption-by-a-portal") },
  { mistake: "says that it let go where nobody answers", shownBy: manners("deactivated-later") },
  { mistake: "wipes what it kept in trouble", shownBy: trouble("opened-again-afterwards") },
  { mistake: "dies of a broken file", shownBy: kept("storage-cut-in-half") },
  { mistake: "reads bytes as letters", shownBy: lawful("letters-of-all-kinds") },
  { mistake: "escapes half of an address", shownBy: lawful("named-oddly") },
  {
    mistake: "writes its secret into files",
    shownBy: offline(
      "another-device",
      "another-key",
      "another-license",
      "another-product",
      "changed",
      "later-end",
      "unsigned",
    ),
  },
  {
    mistake: "asks the server each time it is asked",
    shownBy: [...forged("header-damaged"), ...manners("asking-does-not-call", "seat-released")],
  },
  { mistake: "keeps its seat", shownBy: manners("seat-given-back") },
  { mistake: "releases in words only", shownBy: manners("seat-given-back", "seat-released") },
  { mistake: "reads without end", shownBy: ["hostile-bodies/endless", ...trouble("silent-server")] },
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
