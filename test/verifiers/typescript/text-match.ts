import { createHmac, timingSafeEqual } from "node:crypto";
import type { PartRow } from "./verifier.ts";

/** Says whether a signature in base64 is the one that was expected. */
export type TextMatch = (given: string, expected: string) => boolean;

/** The signature of a text under a shared key: HMAC-SHA256 in base64. */
export function hmacBase64(key: string | Uint8Array, text: string): string {
  return createHmac("sha256", key).update(text, "utf8").digest("base64");
}

/** The right way: the same text, in constant time. */
export const sameText: TextMatch = (given, expected) => {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** Wrong ways to compare two signatures. */
export const wrongTextMatches: readonly PartRow<TextMatch>[] = [
  ["presence-only", "asks only whether there is a signature", (given) => given !== ""],
  ["ignores-case", "ignores the case of base64", (given, expected) => given.toLowerCase() === expected.toLowerCase()],
  [
    "hex-too",
    "takes hex too",
    (given, expected) => sameText(given, expected) || given === Buffer.from(expected, "base64").toString("hex"),
  ],
];

/** Ways to compare that read base64 more or less strictly, which no page forbids. */
export const lawfulTextMatches: readonly PartRow<TextMatch>[] = [
  ["starts-with", "takes a text that begins with the signature", (given, expected) => given.startsWith(expected)],
  [
    "bytes",
    "compares the bytes behind the base64",
    (given, expected) => Buffer.from(given, "base64").equals(Buffer.from(expected, "base64")),
  ],
  ["trimmed", "trims the signature", (given, expected) => sameText(given.trim(), expected)],
];
