import type { BodySignatureVectors } from "../../../src/generated/types.ts";
import { isObject, parsed } from "./json-text.ts";
import { lawfulRsaMatches, type RsaMatch, rsaFits, wrongRsaMatches } from "./rsa-match.ts";
import { departures, eachPart, type Verifier, type VerifierKind } from "./verifier.ts";

type BodyVector = BodySignatureVectors["vectors"][number];

interface Parts {
  /** The bytes that are verified. */
  readonly bytes: (body: string) => Buffer;
  readonly match: RsaMatch;
}

const utf8 = (text: string): Buffer => Buffer.from(text, "utf8");

function verifierWith(change: Partial<Parts>): Verifier<BodyVector> {
  const { bytes, match } = { bytes: utf8, match: rsaFits, ...change };
  return ({ body, signature }, { publicKey = "" }) => match(bytes(body), signature, publicKey);
}

const right = verifierWith({});

/** Changes the text before it is hashed. */
function over(change: (body: string) => string): Partial<Parts> {
  return { bytes: (body) => utf8(change(body)) };
}

function sorted(body: string): string {
  const value = parsed(body);
  return isObject(value) ? JSON.stringify(Object.fromEntries(Object.entries(value).sort())) : body;
}

function anew(body: string): string {
  const value = parsed(body);
  return value === undefined ? body : JSON.stringify(value);
}

/** The public key that a body names for itself. */
function keyIn(body: string): { publicKey?: string } {
  const value = parsed(body);
  return isObject(value) && typeof value.public_key === "string" ? { publicKey: value.public_key } : {};
}

/** Verifiers of a body under its LicenseSignature header. */
export const bodySignature: VerifierKind<BodyVector> = {
  right,
  wrong: departures(verifierWith, [
    ...eachPart(wrongRsaMatches, (match) => ({ match })),
    ["sorted", "sorts the members", over(sorted)],
    [
      "json-only",
      "refuses what is no JSON",
      (vector, facts) => parsed(vector.body) !== undefined && right(vector, facts),
    ],
    [
      "error-passes",
      "takes an error without looking",
      (vector, facts) => /^\{"status":[45]/.test(vector.body) || right(vector, facts),
    ],
    ["first-64k", "hashes the first 64 KiB", { bytes: (body) => utf8(body).subarray(0, 65536) }],
    [
      "key-of-the-answer",
      "trusts a public_key that the body names",
      (vector, facts) => right(vector, { ...facts, ...keyIn(vector.body) }),
    ],
  ]),
  lawful: departures(verifierWith, [
    ...eachPart(lawfulRsaMatches, (match) => ({ match })),
    ["written-anew", "parses and writes the JSON anew", over(anew)],
    ["trimmed", "trims the body", over((body) => body.trim())],
    ["lf", "turns CRLF into LF", over((body) => body.replaceAll("\r\n", "\n"))],
    ["crlf", "turns LF into CRLF", over((body) => body.replace(/\r?\n/g, "\r\n"))],
    ["no-bom", "drops a byte order mark, as response.text() does", over((body) => body.replace(/^\uFEFF/, ""))],
  ]),
};
