import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { fromBase64, toBase64 } from "./base64.ts";
import { InputError } from "./input-error.ts";

/** Signs a text and gives the signature in base64. */
export type Signer = (text: string) => Promise<string>;

/** The two primitives that the API is built on. A platform can bring faster ones. */
export interface Cryptography {
  /** HMAC-SHA256 of a text under a key, both as UTF-8; base64. */
  hmac(key: string, text: string): string;
  /** Signs with an RSA key: PKCS#1 v1.5 over SHA-256. The key is a PEM in PKCS#8, read once. */
  createSigner(privateKey: string): Signer;
}

const rsa = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const encoder = new TextEncoder();

/** Runs wherever there is WebCrypto: pages, workers, Node. */
export const portableCryptography: Cryptography = {
  hmac: (key, text) => toBase64(hmac(sha256, encoder.encode(key), encoder.encode(text))),
  createSigner: (privateKey) => {
    let key: Promise<CryptoKey> | undefined;
    return async (text) => {
      key ??= crypto.subtle.importKey("pkcs8", pemBytes(privateKey, "PRIVATE KEY"), rsa, false, ["sign"]);
      return toBase64(new Uint8Array(await crypto.subtle.sign(rsa, await key, encoder.encode(text))));
    };
  },
};

/** Whether a signature in base64 belongs to a text under a public key (PEM, SPKI). */
export async function verifySignature(publicKey: string, text: string, signature: string): Promise<boolean> {
  const bytes = fromBase64(signature);
  if (!bytes) return false;
  return crypto.subtle.verify(rsa, await importPublicKey(publicKey), bytes, encoder.encode(text));
}

const publicKeys = new Map<string, Promise<CryptoKey>>();

function importPublicKey(pem: string): Promise<CryptoKey> {
  let key = publicKeys.get(pem);
  if (!key) {
    key = crypto.subtle.importKey("spki", pemBytes(pem, "PUBLIC KEY"), rsa, false, ["verify"]);
    publicKeys.set(pem, key);
  }
  return key;
}

/**
 * What a PEM text holds under its label.
 *
 * @throws InputError where it is none
 */
export function pemBytes(pem: string, label: string): Uint8Array<ArrayBuffer> {
  const [, content] = new RegExp(`-----BEGIN ${label}-----([^-]+)-----END ${label}-----`).exec(pem) ?? [];
  const bytes = content === undefined ? undefined : fromBase64(content.replace(/\s/g, ""));
  if (!bytes)
    throw new InputError(`expected a PEM text that begins with -----BEGIN ${label}-----, found ${pem.slice(0, 30)}…`);
  return bytes;
}
