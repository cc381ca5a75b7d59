import { fromBase64 } from "../../api/base64.ts";

/** A signature as it may have been before something spoilt it on the way, and what did. */
export interface Spelling {
  readonly text: string;
  readonly about: string;
}

/** What a signature may have been, for each usual way to spoil one. */
export function spellingsOf(signature: string): Spelling[] {
  const bare = signature
    .trim()
    .replace(/^\w+:\s*/, "")
    .replace(/^"(.*)"$/s, "$1");
  const all = [
    { text: bare, about: "the name of the header, quotes or blanks stand round it" },
    { text: bare.replaceAll(" ", "+"), about: "it was URL-decoded: each + became a blank" },
    { text: decoded(bare), about: "it is URL-encoded" },
    {
      text: bare.replaceAll("-", "+").replaceAll("_", "/"),
      about: "it is in the URL alphabet of base64, - and _ for + and /",
    },
    { text: fromHex(bare), about: "it is hex, expected base64" },
    { text: asciiOf(fromBase64(bare)), about: "it is base64 of base64" },
  ];
  return all.filter(({ text }) => text !== "" && text !== signature);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

function fromHex(text: string): string {
  return /^([0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, "hex").toString("base64") : "";
}

function asciiOf(bytes: Uint8Array | undefined): string {
  const text = Buffer.from(bytes ?? []).toString("latin1");
  return /^[A-Za-z0-9+/]+=*$/.test(text) ? text : "";
}
