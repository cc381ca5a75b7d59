import { toBase64 } from "../../api/base64.ts";
import { pemBytes, type Signer } from "../../api/cryptography.ts";
import { nextTestPrivateKey } from "../../generated/fixtures.ts";

/**
 * A way to sign that is not the mock's: by its key, but with SHA-1 or in the form RSA-PSS; by the key that would come
 * after it; by one that nobody trusts.
 */
export type OtherWay = "sha1" | "pss" | "next-key" | "unknown-key";

/** Signs a text in another way than the mock does, in base64. */
export type OtherSigner = (way: OtherWay, text: string) => Promise<string>;

const rsa = "RSASSA-PKCS1-v1_5";
const encoder = new TextEncoder();

/**
 * Makes what signs in other ways. Keys are read or made when first needed.
 *
 * @param signerOf what signs by a key as the mock does.
 */
export function createOtherSigner(privateKey: string, signerOf: (privateKey: string) => Signer): OtherSigner {
  const read = (name: string, hash: string) =>
    crypto.subtle.importKey("pkcs8", pemBytes(privateKey, "PRIVATE KEY"), { name, hash }, false, ["sign"]);
  const ways: Readonly<Record<OtherWay, Signer>> = {
    sha1: webSigner({ name: rsa }, () => read(rsa, "SHA-1")),
    pss: webSigner({ name: "RSA-PSS", saltLength: 32 }, () => read("RSA-PSS", "SHA-256")),
    "next-key": (text) => signerOf(nextTestPrivateKey)(text),
    "unknown-key": webSigner({ name: rsa }, unknownKey),
  };
  return (way, text) => ways[way](text);
}

function webSigner(algorithm: RsaPssParams | Algorithm, keyOf: () => Promise<CryptoKey>): Signer {
  let key: Promise<CryptoKey> | undefined;
  return async (text) => {
    key ??= keyOf();
    return toBase64(new Uint8Array(await crypto.subtle.sign(algorithm, await key, encoder.encode(text))));
  };
}

let unknown: Promise<CryptoKeyPair> | undefined;

/** Made once a process. */
async function unknownKey(): Promise<CryptoKey> {
  unknown ??= crypto.subtle.generateKey(
    { name: rsa, hash: "SHA-256", modulusLength: 2_048, publicExponent: new Uint8Array([1, 0, 1]) },
    false,
    ["sign", "verify"],
  );
  return (await unknown).privateKey;
}
