import { signingString } from "../api/authorization.ts";
import { fromBase64 } from "../api/base64.ts";
import type { ApiKeyRecord } from "./world/records.ts";
import type { World } from "./world/world.ts";

interface Mismatch {
  readonly date: string;
  readonly signature: string;
  readonly key: ApiKeyRecord;
  readonly world: World;
  hmac(key: string, text: string): string;
}

/**
 * Why a signature is wrong: the text that was signed here, the Date as it came, and the likely cause, found by making
 * the usual mistakes and seeing which one gives the client's signature.
 */
export function explainMismatch(mismatch: Mismatch): string {
  const { date, signature, key, hmac } = mismatch;
  const facts = `signed here: ${JSON.stringify(signingString(date))}; Date received: ${JSON.stringify(date)}`;
  return `${facts}; likely cause: ${likelyCause(mismatch, hmac(key.sharedKey, signingString(date)), signature)}`;
}

function likelyCause(mismatch: Mismatch, expected: string, signature: string): string {
  if (isHexOf(signature, expected)) return "the signature is hex, expected base64";
  const { key, hmac, date } = mismatch;
  const text = Object.entries(textMistakes(date)).find(([, wrong]) => hmac(key.sharedKey, wrong) === signature);
  if (text) return text[0];
  const otherDate = dateMistakes(date).find((wrong) => hmac(key.sharedKey, signingString(wrong)) === signature);
  if (otherDate) return `the Date was altered on the way or signed in another form: the client signed ${otherDate}`;
  const owner = [...mismatch.world.apiKeys.all()].find(
    (other) => hmac(other.sharedKey, signingString(date)) === signature,
  );
  if (owner) return `the shared key belongs to the API key ${owner.apiKey}`;
  if (hmac(key.apiKey, signingString(date)) === signature) return "the API key was used in place of the shared key";
  if (fromBase64(signature)?.length !== 32) return "the signature is not the base64 of a SHA-256 digest";
  return "a wrong shared key, or a Date that was altered on the way";
}

function isHexOf(signature: string, expected: string): boolean {
  const bytes = fromBase64(expected) ?? new Uint8Array();
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return signature.toLowerCase() === hex || signature === btoa(hex);
}

/** The usual mistakes in the signed text, by what they are. */
function textMistakes(date: string): Record<string, string> {
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
function dateMistakes(date: string): string[] {
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

/** Why a date is too far off: by how much, and whether that looks like a local time. */
export function explainSkew(date: string, sentAt: number, wallNow: number, allowedMinutes: number): string {
  const minutes = Math.round((sentAt - wallNow) / 60_000);
  const quarterHours = Math.abs(minutes - Math.round(minutes / 15) * 15) <= 1;
  const looksLocal = quarterHours && Math.abs(minutes) >= 30 && Math.abs(minutes) <= 14 * 60;
  const off = `${Math.abs(minutes)} minutes ${minutes < 0 ? "behind" : "ahead of"} the server`;
  const cause = looksLocal ? "; it looks like a local time marked as GMT" : "";
  return `found ${JSON.stringify(date)}, ${off}, ${allowedMinutes} are allowed${cause}`;
}
