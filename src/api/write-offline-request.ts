import type { Credentials } from "./authorization.ts";
import { toBase64 } from "./base64.ts";
import { portableCryptography } from "./cryptography.ts";
import { type OfflineClaims, offlineText } from "./signature.ts";

/** Text as base64 of its UTF-8 bytes. */
export function encodeText(text: string): string {
  return toBase64(new TextEncoder().encode(text));
}

/**
 * The body of an offline request in its documented form: the payload with its signature inside, as JSON in base64.
 *
 * @param payload what is asked for; a signature that it has is kept. documented: activate license offline
 */
export function writeOfflineRequest(payload: OfflineClaims, { sharedKey }: Credentials): string {
  const signature = payload.signature ?? portableCryptography.hmac(sharedKey, offlineText(payload));
  return encodeText(JSON.stringify({ ...payload, signature }));
}
