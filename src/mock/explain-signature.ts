import { signingString } from "../api/authorization.ts";
import { keyMistake, textMistake } from "../api/signature-mistakes.ts";
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
  const { date } = mismatch;
  const facts = `signed here: ${JSON.stringify(signingString(date))}; Date received: ${JSON.stringify(date)}`;
  return `${facts}; likely cause: ${likelyCause(mismatch)}`;
}

function likelyCause({ date, signature, key, world, hmac }: Mismatch): string {
  const wrong = { date, signature, sharedKey: key.sharedKey, hmac };
  const text = textMistake(wrong);
  if (text !== undefined) return text;
  const owner = [...world.apiKeys.all()].find((other) => hmac(other.sharedKey, signingString(date)) === signature);
  if (owner) return `the shared key belongs to the API key ${owner.apiKey}`;
  return keyMistake(wrong, key.apiKey) ?? "a wrong shared key, or a Date that was altered on the way";
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
