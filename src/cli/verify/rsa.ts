import { constants, createHash, createPublicKey, type KeyObject, publicDecrypt, verify } from "node:crypto";
import { fromBase64 } from "../../api/base64.ts";
import { toHex } from "../../api/signature-mistakes.ts";
import { testPublicKey } from "../../generated/fixtures.ts";
import { type SignatureVerdict, shownText } from "./signature-verdict.ts";
import { spellingsOf } from "./spellings.ts";

/** Another text that may have been signed, and what would have made this one of it. */
export interface Candidate {
  readonly text: string | Uint8Array;
  readonly about: string;
}

/** An RSA signature to verify: PKCS#1 v1.5 over SHA-256. */
export interface RsaSignature {
  readonly publicKey: KeyObject;
  readonly signed: Uint8Array;
  /** Base64. */
  readonly signature: string;
  readonly candidates: readonly Candidate[];
}

/** Verifies; where it does not fit, opens the signature with the key to see what was signed. */
export function verifyRsa({ publicKey, signed, signature, candidates }: RsaSignature): SignatureVerdict {
  const digest = sha256(signed);
  const steps = [`verified here, ${signed.length} bytes:${shownText(Buffer.from(signed).toString())}`];
  const fits = (text: string) => verify("sha256", signed, publicKey, fromBase64(text) ?? new Uint8Array());
  if (fits(signature)) return { isGood: true, steps };
  const refused = (cause: string, ...more: string[]): SignatureVerdict => ({
    isGood: false,
    steps: [...steps, ...more],
    cause,
  });
  const spoilt = spellingsOf(signature).find(({ text }) => fits(text));
  if (spoilt) return refused(`the signature would fit, but ${spoilt.about}`);
  const bytes = fromBase64(signature);
  if (signature === "") return refused("there is no signature");
  if (!bytes) return refused("the signature is no base64");
  const size = (publicKey.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
  if (bytes.length !== size) return refused(`the signature has ${bytes.length} bytes, expected the key's ${size}`);
  const opened = open(bytes, publicKey);
  if (!opened) return refused(otherKey(bytes));
  const facts = [
    `signed with this key: a text of the ${opened.hash} ${opened.digest}`,
    `SHA-256 of this text: ${digest}`,
  ];
  if (opened.hash !== "SHA-256") return refused(`it was signed over ${opened.hash}, expected SHA-256`, ...facts);
  const origin = candidates.find(({ text }) => sha256(text) === opened.digest);
  if (!origin) return refused("the right key signed another text than this one", ...facts);
  return refused(`${origin.about}: ${difference(signed, Buffer.from(origin.text))}`, ...facts);
}

/** A key to verify with. @throws for what is no public key */
export function readPublicKey(pem: string = testPublicKey): KeyObject {
  const key = createPublicKey(pem);
  if (key.asymmetricKeyType === "rsa") return key;
  throw new Error(`found a key of the kind ${key.asymmetricKeyType}, expected an RSA key`);
}

/** How PKCS#1 v1.5 marks the digest that follows. */
const digestMarks = {
  "SHA-256": "3031300d060960864801650304020105000420",
  "SHA-1": "3021300906052b0e03021a05000414",
  "SHA-384": "3041300d060960864801650304020205000430",
  "SHA-512": "3051300d060960864801650304020305000440",
};

/** What a signature holds, undefined where another key made it. */
function open(bytes: Uint8Array, key: KeyObject): { readonly hash: string; readonly digest: string } | undefined {
  try {
    const content = toHex(publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, bytes));
    const mark = Object.entries(digestMarks).find(([, prefix]) => content.startsWith(prefix));
    return mark ? { hash: mark[0], digest: content.slice(mark[1].length) } : { hash: "unknown hash", digest: content };
  } catch {
    return undefined;
  }
}

function otherKey(bytes: Uint8Array): string {
  if (bytes.length === 256 && open(bytes, readPublicKey())) {
    return "it was made with the test key, which mock servers sign with, and not with this one";
  }
  return "it was made with another key than this one, or damaged";
}

function sha256(text: string | Uint8Array): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The first byte in which a text differs from what was signed. */
function difference(found: Uint8Array, signed: Uint8Array): string {
  let at = 0;
  while (at < found.length && found[at] === signed[at]) at += 1;
  return `at byte ${at} found ${byteName(found[at])}, signed was ${byteName(signed[at])}`;
}

function byteName(byte: number | undefined): string {
  if (byte === undefined) return "the end";
  const hex = byte.toString(16).padStart(2, "0");
  return byte > 0x20 && byte < 0x7f ? `${hex} (${String.fromCharCode(byte)})` : hex;
}
