import { constants, createHash, createHmac, publicDecrypt, verify } from "node:crypto";
import type { PartRow } from "./verifier.ts";

/** Says whether a signature in base64 fits these bytes under a public key in PEM. */
export type RsaMatch = (bytes: Buffer, signature: string, publicKey: string) => boolean;

/** The right way: RSA-SHA256, PKCS#1 v1.5, canonical base64. */
export const rsaFits: RsaMatch = (bytes, signature, publicKey) =>
  signature !== "" && isBase64(signature) && fitsOver("sha256", bytes, Buffer.from(signature, "base64"), publicKey);

/** Wrong ways to verify a signature of the server. */
export const wrongRsaMatches: readonly PartRow<RsaMatch>[] = [
  ["presence-only", "asks only whether there is a signature", (_bytes, signature) => signature !== ""],
  ["throw-passes", "takes the exception at what is no base64 for a success", orElse((_b, text) => !isBase64(text))],
  ["sha1-too", "falls back to SHA-1", orElse(decoded((bytes, raw, key) => fitsOver("sha1", bytes, raw, key)))],
  ["sha512-too", "takes SHA-512 too", orElse(decoded((bytes, raw, key) => fitsOver("sha512", bytes, raw, key)))],
  ["pss-too", "takes PSS too", orElse(decoded(fitsByPss))],
  ["bare-digest-too", "decrypts, and asks only whether the digest stands at the end", decoded(endsInDigest)],
  ["hmac-by-public-key", "takes an HMAC keyed by the public key's text", orElse(fitsHmac)],
  ["hex-too", "takes hex too", orElse((bytes, text, key) => fitsOver("sha256", bytes, Buffer.from(text, "hex"), key))],
];

/** Ways to verify that read base64 less strictly, which no page forbids. */
export const lawfulRsaMatches: readonly PartRow<RsaMatch>[] = [
  ["lenient-base64", "skips what is no base64", decoded((bytes, raw, key) => fitsOver("sha256", bytes, raw, key))],
];

function orElse(also: RsaMatch): RsaMatch {
  return (bytes, signature, publicKey) => rsaFits(bytes, signature, publicKey) || also(bytes, signature, publicKey);
}

function decoded(match: (bytes: Buffer, signature: Buffer, publicKey: string) => boolean): RsaMatch {
  return (bytes, signature, publicKey) => match(bytes, Buffer.from(signature, "base64"), publicKey);
}

function fitsOver(hash: string, bytes: Buffer, signature: Buffer, publicKey: string): boolean {
  return verify(hash, bytes, publicKey, signature);
}

function fitsByPss(bytes: Buffer, signature: Buffer, publicKey: string): boolean {
  return verify("sha256", bytes, { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING }, signature);
}

function endsInDigest(bytes: Buffer, signature: Buffer, publicKey: string): boolean {
  return publicDecrypt(publicKey, signature).subarray(-32).equals(createHash("sha256").update(bytes).digest());
}

function fitsHmac(bytes: Buffer, signature: string, publicKey: string): boolean {
  return createHmac("sha256", publicKey).update(bytes).digest("base64") === signature;
}

function isBase64(text: string): boolean {
  return Buffer.from(text, "base64").toString("base64") === text;
}
