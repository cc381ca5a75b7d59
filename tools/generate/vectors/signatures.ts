import { constants, createHash, createHmac, privateEncrypt, sign } from "node:crypto";
import { readFileSync } from "node:fs";

// Made with OpenSSL's primitives alone, so that they prove the kit's own code instead of repeating it.

const key = (half: "private" | "public") =>
  readFileSync(new URL(`../../../fixtures/keys/test-key.${half}.pem`, import.meta.url), "utf8");
const privateKey = key("private");

/** Verifies what `rsa` signs, PEM. */
export const publicKey = key("public");

/** The right signature of the server: PKCS#1 v1.5 over SHA-256, base64. documented: response-signature-v2 */
export const rsa = (text: string): string => rsaOver("sha256", text);

/** The same over another hash. */
export function rsaOver(hash: "sha1" | "md5" | "sha256" | "sha512", text: string): string {
  return sign(hash, Buffer.from(text), privateKey).toString("base64");
}

/** Of the same key with PSS for padding, without salt: a salt would make each signature another one. */
export function rsaPss(text: string): string {
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 0 };
  return sign("sha256", Buffer.from(text), { key: privateKey, ...padding }).toString("base64");
}

/** Of the same key over the bare digest, without the name of the hash that PKCS#1 v1.5 puts before it. */
export function rsaBare(text: string): string {
  return privateEncrypt(privateKey, createHash("sha256").update(text).digest()).toString("base64");
}

/** The right signature of a caller: HMAC-SHA256, base64. documented: request-signature */
export function hmac(sharedKey: string | Uint8Array, text: string): string {
  return hmacOver("sha256", sharedKey, text);
}

/** The same over another hash. */
export function hmacOver(hash: "sha1" | "sha256", sharedKey: string | Uint8Array, text: string): string {
  return createHmac(hash, sharedKey).update(text).digest("base64");
}

/** SHA-256 of a text without any key, base64. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
