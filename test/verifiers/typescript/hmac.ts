import { createHash } from "node:crypto";
import type { HmacVectors } from "../../../src/generated/types.ts";
import { hmacBase64, lawfulTextMatches, sameText, type TextMatch, wrongTextMatches } from "./text-match.ts";
import { departures, eachPart, type Verifier, type VerifierKind } from "./verifier.ts";

type HmacVector = HmacVectors["vectors"][number];

interface Parts {
  /** The text that is signed. */
  readonly text: (date: string) => string;
  /** The signature of a text, in base64. */
  readonly sign: (sharedKey: string, text: string) => string;
  readonly match: TextMatch;
}

/** The text that a call signs. */
export function callText(date: string): string {
  return `licenseSpring\ndate: ${date}`;
}

const rightParts: Parts = { text: callText, sign: hmacBase64, match: sameText };

function verifierWith(change: Partial<Parts>): Verifier<HmacVector> {
  const { text, sign, match } = { ...rightParts, ...change };
  return ({ sharedKey, date, signature }) => match(signature, sign(sharedKey, text(date)));
}

const right = verifierWith({});

/** Takes a signature made in another way too. */
function orSign(sign: Parts["sign"]): Verifier<HmacVector> {
  return (vector, facts) => right(vector, facts) || verifierWith({ sign })(vector, facts);
}

/** Verifiers of the signature of a call. */
export const hmac: VerifierKind<HmacVector> = {
  right,
  wrong: departures(verifierWith, [
    ...eachPart(wrongTextMatches, (match) => ({ match })),
    ["newline-at-end", "signs a newline at the end", { text: (date) => `${callText(date)}\n` }],
    ["date-reformatted", "writes the date anew first", { text: (date) => callText(new Date(date).toUTCString()) }],
    [
      "key-from-base64",
      "decodes the shared key as base64",
      { sign: (key, text) => hmacBase64(Buffer.from(key, "base64"), text) },
    ],
    [
      "key-cut-at-64",
      "cuts a long shared key at 64 bytes, as an HMAC made by hand may",
      { sign: (key, text) => hmacBase64(Buffer.from(key).subarray(0, 64), text) },
    ],
    [
      "plain-hash",
      "hashes key and text in one, without HMAC",
      orSign((key, text) => createHash("sha256").update(`${key}${text}`).digest("base64")),
    ],
  ]),
  lawful: departures(
    verifierWith,
    eachPart(lawfulTextMatches, (match) => ({ match })),
  ),
};
