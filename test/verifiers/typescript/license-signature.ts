import type { LicenseSignatureVectors } from "../../../src/generated/types.ts";
import { lawfulRsaMatches, type RsaMatch, rsaFits, wrongRsaMatches } from "./rsa-match.ts";
import { departures, eachPart, picked, type Verifier, type VerifierKind } from "./verifier.ts";

/** What a client sent and got, and the license_signature over it. */
export interface SignedLicense {
  readonly hardwareId: string;
  readonly licenseKey?: string | undefined;
  readonly username?: string | undefined;
  readonly validityPeriod: string | null;
  readonly signature: string;
}

interface Parts {
  /** The name as it stands in the text, from those that were sent. */
  readonly name: (sent: Pick<SignedLicense, "licenseKey" | "username">) => string;
  readonly end: (validityPeriod: string | null) => string;
  readonly text: (hardwareId: string, name: string, end: string) => string;
  readonly match: RsaMatch;
}

const rightParts: Parts = {
  name: ({ licenseKey = "", username }) => (username === undefined ? licenseKey : upToBar(username)),
  end: (validityPeriod) => validityPeriod ?? "",
  text: (hardwareId, name, end) => `${hardwareId}#${name}#${end}`.toLowerCase(),
  match: rsaFits,
};

/** Verifies a license_signature, with some parts in place of the right ones. */
export function licenseSignatureFits(license: SignedLicense, publicKey: string, change: Partial<Parts> = {}): boolean {
  const { name, end, text, match } = { ...rightParts, ...change };
  const signed = text(license.hardwareId, name(license), end(license.validityPeriod));
  return match(Buffer.from(signed, "utf8"), license.signature, publicKey);
}

type LicenseVector = LicenseSignatureVectors["vectors"][number];

function verifierWith(change: Partial<Parts>): Verifier<LicenseVector> {
  return (vector, { publicKey = "" }) => licenseSignatureFits(vector, publicKey, change);
}

const right = verifierWith({});

/** The part of a username that is signed. */
export function upToBar(username: string): string {
  return username.split("|", 1)[0] as string;
}

function withName(nameOf: (username: string) => string): Partial<Parts> {
  return { name: ({ licenseKey = "", username }) => (username === undefined ? licenseKey : nameOf(username)) };
}

/** Changes an end that is there. */
function withEnd(change: (end: string) => string): Partial<Parts> {
  return { end: (end) => (end ? change(end) : "") };
}

/** Verifiers of license_signature. */
export const licenseSignature: VerifierKind<LicenseVector> = {
  right,
  wrong: departures(verifierWith, [
    ...eachPart(picked(wrongRsaMatches, "throw-passes"), (match) => ({ match })),
    ["as-written", "does not put the text in lower case", { text: (...parts) => parts.join("#") }],
    [
      "turkish",
      "puts the text in lower case by the locale, here a Turkish one",
      { text: (...parts) => parts.join("#").toLocaleLowerCase("tr") },
    ],
    [
      "device-trimmed",
      "trims the hardware id",
      { text: (device, name, end) => rightParts.text(device.trim(), name, end) },
    ],
    [
      "bar-last",
      "cuts a username at its last |",
      withName((name) => (name.includes("|") ? name.slice(0, name.lastIndexOf("|")) : name)),
    ],
    ["bar-kept", "does not cut a username", withName((name) => name)],
    [
      "user-ignored",
      "uses the license key though a username was sent",
      { name: ({ licenseKey, username }) => licenseKey ?? username ?? "" },
    ],
    ["null-text", 'writes no end as "null"', { end: String }],
    [
      "null-refused",
      "refuses a license without an end",
      (vector, facts) => vector.validityPeriod !== null && right(vector, facts),
    ],
    ["no-milliseconds", "drops the milliseconds of the end", withEnd((end) => end.replace(/\.\d+Z$/, "Z"))],
    ["midnight", "signs the midnight of the end's day", withEnd((end) => `${end.slice(0, 10)}T00:00:00.000Z`)],
  ]),
  lawful: departures(verifierWith, [
    ...eachPart([...lawfulRsaMatches, ...picked(wrongRsaMatches, "hex-too")], (match) => ({ match })),
    ["instant-anew", "writes the instant of the end anew", withEnd((end) => new Date(end).toISOString())],
    [
      "ascii-lower-case",
      "puts only the letters of ASCII in lower case",
      { text: (...parts) => parts.join("#").replace(/[A-Z]/g, (letter) => letter.toLowerCase()) },
    ],
  ]),
};
