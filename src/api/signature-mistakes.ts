import { signingString } from "./authorization.ts";
import { fromBase64 } from "./base64.ts";

/** A request's signature that does not fit. */
export interface WrongSignature {
  /** The Date header as it came. */
  readonly date: string;
  readonly signature: string;
  readonly sharedKey: string;
  hmac(key: string, text: string): string;
}

/**
 * What was signed in place of the right text, found by making the usual mistakes and seeing which one gives the
 * signature; undefined where none does.
 */
export function textMistake({ date, signature, sharedKey, hmac }: WrongSignature): string | undefined {
  if (isHexOf(signature, hmac(sharedKey, signingString(date)))) return "the signature is hex, expected base64";
  const text = Object.entries(wrongTexts(date)).find(([, wrong]) => hmac(sharedKey, wrong) === signature);
  if (text) return text[0];
  const otherDate = wrongDates(date).find((wrong) => hmac(sharedKey, signingString(wrong)) === signature);
  if (otherDate === undefined) return undefined;
  return `the Date was altered on the way or signed in another form: the client signed ${otherDate}`;
}

/** What was used in place of the shared key, or spoilt after signing; undefined where it is none of the usual. */
export function keyMistake({ date, signature, hmac }: WrongSignature, apiKey: string | undefined): string | undefined {
  if (apiKey !== undefined && hmac(apiKey, signingString(date)) === signature) {
    return "the API key was used in place of the shared key";
  }
  if (fromBase64(signature)?.length !== 32) return "the signature is not the base64 of a SHA-256 digest";
  return undefined;
}

/** Bytes as hex. */
export function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function isHexOf(signature: string, expected: string): boolean {
  const hex = toHex(fromBase64(expected) ?? new Uint8Array());
  return signature.toLowerCase() === hex || signature === btoa(hex);
}

/** The usual mistakes in the signed text, by what they are. */
function wrongTexts(date: string): Record<string, string> {
  const right = signingString(date);
  return {
    "a trailing newline was signed": `${right}\n`,
    "lines were joined by carriage return and newline": right.replace("\n", "\r\n"),
    "a literal \\n was signed instead of a newline": right.replace("\n", "\\n"),
    "the first line, licenseSpring, was left out": `date: ${date}`,
    "the first line was written in lower case": right.toLowerCase().replace(date.toLowerCase(), date),
    "Date was written with a capital": right.replace("date:", "Date:"),
    "the space after date: was left out": right.replace("date: ", "date:"),
    "only the date itself was signed": date,
  };
}

/** The same moment as other code writes it. */
function wrongDates(date: string): string[] {
  const instant = new Date(date);
  if (Number.isNaN(instant.getTime())) return [];
  const utc = instant.toUTCString();
  const iso = instant.toISOString();
  const unpadded = utc.replace(/ 0(\d) /, " $1 ");
  return [
    utc,
    unpadded,
    utc.replace("GMT", "UTC"),
    utc.replace("GMT", "+0000"),
    iso,
    iso.replace(/\.\d+Z$/, "Z"),
  ].filter((other) => other !== date);
}
