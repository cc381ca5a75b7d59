import { hmac, publicKey, rsa, rsaBare, rsaOver, rsaPss } from "./signatures.ts";
import { mayAccept, mayRefuse, mustRefuse, type Row, sources, type Verdict } from "./vector.ts";

/** A name, a verdict and a signature. */
type WrongSignature = readonly [name: string, verdict: Verdict, signature: string];

const { inviolable } = sources;
const bytesOf = (signature: string) => Buffer.from(signature, "base64");

/**
 * Signatures of the right text that no server made as the page says: by another key, with another padding or hash, or
 * damaged.
 *
 * @param page that names RSA-SHA256.
 * @param byAnotherKey the signature that another RSA key of the same size made of the text.
 */
export function wrongSignatures(text: string, page: string, byAnotherKey: string): WrongSignature[] {
  const right = bytesOf(rsa(text));
  const flipped = Buffer.from(right);
  flipped[100] = (flipped[100] ?? 0) ^ 1;
  const unnamed = (what: string) => mustRefuse(page, `The page verifies RSA-SHA256, and this is ${what}.`);
  const damaged = mustRefuse(inviolable, "A signature fits whole or not at all.");
  return [
    ["an empty signature", mustRefuse(inviolable, "Nothing proves nothing."), ""],
    ["made with another RSA key", mustRefuse(inviolable, "Anybody can make a key."), byAnotherKey],
    ["PSS in place of PKCS#1 v1.5", unnamed("another padding"), rsaPss(text)],
    ["over SHA-1", unnamed("over SHA-1, for which two texts of one digest were found"), rsaOver("sha1", text)],
    ["over MD5", unnamed("over MD5, for which two texts of one digest are quickly made"), rsaOver("md5", text)],
    ["over SHA-512", unnamed("over another hash"), rsaOver("sha512", text)],
    ["over the bare digest", unnamed("without the name of the hash"), rsaBare(text)],
    [
      "an HMAC under the public key's PEM",
      mustRefuse(inviolable, "Everybody has the public key, so everybody could sign."),
      hmac(publicKey, text),
    ],
    ["one bit changed", damaged, flipped.toString("base64")],
    ["the last byte missing", damaged, right.subarray(0, -1).toString("base64")],
    ["a byte more at the end", damaged, Buffer.concat([right, Buffer.from([0])]).toString("base64")],
    [
      "a zero byte more at the front",
      mayRefuse("As a number it is the same, and no page speaks of its length."),
      Buffer.concat([Buffer.from([0]), right]).toString("base64"),
    ],
    ["all zeros", damaged, Buffer.alloc(right.length).toString("base64")],
  ];
}

/**
 * The right signature in other spellings. Which of them a reader of base64 takes is fixed by no page; this kit takes what
 * the platform's `atob` does.
 *
 * @param hex the verdict on hex, which is no spelling of base64.
 */
export function otherSpellings(right: string, hex: Verdict): WrongSignature[] {
  const bare = right.replace(/=+$/, "");
  const lines = (end: string) => right.replace(/.{32}(?=.)/g, `$&${end}`);
  const readers = "Readers of base64 differ in this, and no page chooses one.";
  const url = bare.replaceAll("+", "-").replaceAll("/", "_");
  return [
    ["base64url", mayRefuse(readers), url + right.slice(bare.length)],
    ["base64url without padding", mayRefuse(readers), url],
    ["padding missing", mayAccept(readers), bare],
    ["padding too long", mayRefuse(readers), `${right}=`],
    ["a line break after each 32 letters", mayAccept(readers), lines("\n")],
    ["CRLF after each 32 letters", mayAccept(readers), lines("\r\n")],
    ["a line break at the end", mayAccept(readers), `${right}\n`],
    ["a blank at each end", mayAccept(readers), ` ${right} `],
    ["unused bits that are not zero", mayAccept(readers), withUnusedBits(right)],
    ["letters after the padding", mayRefuse(readers), `${right}AAAA`],
    ["a sign that base64 does not have, at the end", mayRefuse(readers), `${right}!`],
    [
      "URL-encoded",
      mayRefuse("Nothing on the way should encode it, and no page says what then."),
      encodeURIComponent(right),
    ],
    [
      "base64 of base64",
      mayRefuse("It was encoded twice; no page says what then."),
      Buffer.from(right).toString("base64"),
    ],
    ["hex", hex, bytesOf(right).toString("hex")],
    ["hex in capitals", hex, bytesOf(right).toString("hex").toUpperCase()],
  ];
}

/** Signatures as rows, numbered from the first on, with the inputs that stay. */
export function rowsFrom<Inputs extends object>(
  first: number,
  signatures: readonly WrongSignature[],
  inputs: Inputs,
): Row<Inputs & { signature: string }>[] {
  return signatures.map(([name, verdict, signature], at) => [first + at, name, verdict, { ...inputs, signature }]);
}

/** The last letter before the padding says more than the bytes have room for: another letter can stand for the same. */
function withUnusedBits(right: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  return right.replace(/(.)(=+)$/, (_whole, letter: string, padding: string) => {
    return (alphabet[alphabet.indexOf(letter) + 1] ?? "") + padding;
  });
}
