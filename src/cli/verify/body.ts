import type { KeyObject } from "node:crypto";
import { type Candidate, verifyRsa } from "./rsa.ts";
import type { SignatureVerdict } from "./signature-verdict.ts";

/** Verifies a LicenseSignature: over the exact bytes of a body. */
export function verifyBody(publicKey: KeyObject, body: Uint8Array, signature: string): SignatureVerdict {
  return verifyRsa({ publicKey, signed: body, signature, candidates: bodyCandidates(Buffer.from(body)) });
}

/** What a body may have been before something changed its bytes, the likeliest first. */
function bodyCandidates(body: Buffer): Candidate[] {
  const text = body.toString();
  const plain = text.replace(/^\uFEFF/, "");
  return [
    { text: text.replace(/\r?\n$/, ""), about: "a newline was added at the end" },
    { text: `${text}\n`, about: "the newline at the end was lost" },
    { text: text.replaceAll("\r\n", "\n"), about: "line ends became CRLF" },
    { text: text.replace(/\r?\n/g, "\r\n"), about: "line ends were CRLF and became LF" },
    { text: `${text}\r\n`, about: "the CRLF at the end was lost" },
    { text: plain, about: "a byte order mark was added" },
    { text: text.trim(), about: "white space was added round it" },
    { text: text.trim().replace(/^"(.*)"$/s, "$1"), about: "quotes were put round a bare text" },
    { text: `"${text.trim()}"`, about: "the quotes round the text were lost" },
    { text: body.toString("latin1"), about: "UTF-8 was taken for Latin-1" },
    { text: Buffer.from(text, "latin1"), about: "Latin-1 was taken for UTF-8" },
    ...jsonCandidates(plain),
  ];
}

/** The same JSON in the spellings that libraries have. */
function jsonCandidates(text: string): Candidate[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  const compact = JSON.stringify(value);
  const spellings = [compact, JSON.stringify(value, null, 2), JSON.stringify(value, null, 4), spaced(value)];
  const escaped = spellings.flatMap((one) => [one, withoutLetters(one), one.replaceAll("/", "\\/")]);
  return escaped.flatMap((one) => [one, `${one}\n`]).map((one) => ({ text: one, about: "the JSON was written anew" }));
}

/** JSON with a blank after each comma and colon, as Python writes it. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, field]) => `${JSON.stringify(name)}: ${spaced(field)}`)
    .join(", ")}}`;
}

/** JSON in ASCII alone, all other letters escaped. */
function withoutLetters(text: string): string {
  return text.replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
