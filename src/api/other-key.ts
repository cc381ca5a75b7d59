import { toBase64 } from "./base64.ts";

const rsa = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

let otherKey: Promise<CryptoKeyPair> | undefined;

/** A valid signature by a key that nobody trusts, in base64. The key is made when first needed, once a process. */
export async function signWithOtherKey(text: string): Promise<string> {
  otherKey ??= crypto.subtle.generateKey(
    { ...rsa, modulusLength: 2_048, publicExponent: new Uint8Array([1, 0, 1]) },
    false,
    ["sign", "verify"],
  );
  const { privateKey } = await otherKey;
  return toBase64(new Uint8Array(await crypto.subtle.sign(rsa.name, privateKey, new TextEncoder().encode(text))));
}
