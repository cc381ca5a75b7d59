import { fromBase64 } from "./base64.ts";
import { pairsIn } from "./named-values.ts";
import { type NamePlace, secretName } from "./secret-names.ts";
import { urlPart } from "./url-part.ts";

/**
 * Says what is shown in place of a value that stands under a name, undefined where anybody may read it. Who shows
 * foreign data decides that; where values stand is known here alone.
 */
export type Hide = (name: string, value: string, place: NamePlace) => string | undefined;

/** Hides values in everything that a request or an answer is made of. */
export interface Mask {
  /** A JSON value, however deep. Flags, null and empty texts tell nothing and stay. */
  value<V>(value: V, place: NamePlace): V;
  /** A body: JSON, a form, base64 of JSON, or what is broken or nothing of these. As it came where nothing is hidden. */
  body(text: string, place: NamePlace): string;
  /** The value of a header, whatever the letter case of its name. */
  header(name: string, value: string, place: NamePlace): string;
  /** All headers of one side. */
  headers(headers: Readonly<Record<string, string>>, place: NamePlace): Record<string, string>;
  /** An address, a query, a sentence: any text that may quote a named value, a header or a body. @default place answer */
  text(text: string, place?: NamePlace): string;
}

/** Hides what a text must not show. */
export type MaskText = (text: string) => string;

/** How often a text in a text is read. */
const deepest = 3;

/** Makes a mask. */
export function createMask(hide: Hide): Mask {
  function ofValue(value: unknown, place: NamePlace, name?: string): unknown {
    if (value === null || value === "" || typeof value === "boolean") return value;
    if (Array.isArray(value)) return value.map((item) => ofValue(item, place, name));
    const isWhole = typeof value !== "object" || (name !== undefined && secretName(name, place) !== undefined);
    const shown = name !== undefined && isWhole ? hide(name, textOf(value), place) : undefined;
    if (shown !== undefined) return shown;
    if (typeof value === "string") return ofBody(value, place);
    if (typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([inner, one]) => [
        inner,
        ofValue(one, placeOf(inner, value, place), inner === "value" ? namedBy(value) : inner),
      ]),
    );
  }

  function ofBody(text: string, place: NamePlace): string {
    const json = jsonIn(text);
    if (json === undefined) return ofText(text, place);
    try {
      const [before, after] = [JSON.stringify(json.value), JSON.stringify(ofValue(json.value, place))];
      if (before !== after) return `${json.encoding}${after}`;
    } catch {
      // deeper than calls can go: its text is read instead
    }
    return json.encoding === "" ? ofText(text, place) : text; // JSON can say a name twice
  }

  function ofHeader(given: string, value: string, place: NamePlace): string {
    const low = given.toLowerCase();
    if (low.endsWith("authorization")) return ofAuthorization(low, value);
    const name = low.replace(/[-_]/g, "") === "apikey" ? "x-api-key" : low;
    return hide(name, value, place) ?? ofText(value, place);
  }

  /** The scheme and what only says who it is stay; what is of no form that is known may be the secret itself. */
  function ofAuthorization(name: string, value: string): string {
    const [, scheme, rest = ""] = /^\s*(Bearer|Basic|Digest)\s+([\s\S]*)$/i.exec(value) ?? [];
    if (scheme !== undefined) return `${scheme} ${hide("access_token", rest, "authorization") ?? rest}`;
    const isPairs = /^\s*[\w-]+\s*=\s*"[^"]*"(\s*,\s*[\w-]+\s*=\s*"[^"]*")*\s*$/.test(value);
    if (!isPairs) return hide(name, value, "authorization") ?? value;
    return value.replace(
      /([\w-]+)(\s*=\s*)"([^"]*)"/g,
      (_whole, one, sign, held) => `${one}${sign}"${hide(one, held, "authorization") ?? held}"`,
    );
  }

  function ofText(text: string, place: NamePlace, depth = 0): string {
    const hasAccount = text.includes("customer_account_code");
    let shown = "";
    let done = 0;
    for (const pair of pairsIn(text)) {
      if (pair.start < done) continue;
      const hidden = pair.name.toLowerCase().endsWith("authorization")
        ? ofAuthorization(pair.name, pair.value)
        : hide(pair.name, pair.value, hasAccount || pair.isParameter ? "request" : place);
      if (hidden === undefined || hidden === pair.value) continue;
      shown += text.slice(done, pair.start) + hidden;
      done = pair.end;
    }
    const named = shown + text.slice(done);
    return ofTokens(depth < deepest ? ofEncoded(named, place, depth + 1) : named);
  }

  /** Words that hold a text in the escapes of addresses, or JSON in base64. */
  function ofEncoded(text: string, place: NamePlace, depth: number): string {
    return text
      .replace(/(?<![^\s"<>&=])[^\s"<>&=%]*%[^\s"<>&=]*/g, (word) => {
        const plain = plainWord(word);
        const masked = plain === undefined ? undefined : ofText(plain, place, depth);
        return masked === undefined || masked === plain ? word : urlPart(masked);
      })
      .replace(/[A-Za-z0-9+/_-]{24,}={0,2}/g, (word) => {
        const { text: plain, encoding } = readableText(word.replaceAll("-", "+").replaceAll("_", "/"));
        const masked = encoding === "" ? plain : ofBody(plain, place);
        return masked === plain ? word : `${encoding}${masked}`;
      });
  }

  /** What lets somebody in without a name beside it. */
  function ofTokens(text: string): string {
    const hidden = (name: string, value: string, whole: string, [start, end]: [string, string]) => {
      const shown = hide(name, value, "authorization");
      return shown === undefined ? whole : `${start}${shown}${end}`;
    };
    return text
      .replace(/\b(Bearer|Basic)(\s|%20)+([\w.~+/=-]+)/gi, (whole, scheme, _blank, token) =>
        /\d|.{20}/.test(token) ? hidden("access_token", token, whole, [`${scheme} `, ""]) : whole,
      )
      .replace(/\beyJ[\w-]{6,}\.[\w-]{6,}\.[\w-]*/g, (whole) => hidden("id_token", whole, whole, ["", ""]))
      .replace(/((?:\b[a-z][a-z0-9+.-]{0,20}:)?\/\/)([^\s/?#"'<>:@]*:[^\s/?#"'<>]*)@/gi, (whole, start, login) =>
        hidden("password", login, whole, [start, "@"]),
      )
      .replace(/(\b[a-z][a-z0-9+.-]{0,20}:\/\/)([^\s/?#"'<>:@]+)@/gi, (whole, start, login) =>
        hidden("password", login, whole, [start, "@"]),
      )
      .replace(/(\s-u\s+[^\s:]+:)(\S+)/g, (whole, start, login) => hidden("password", login, whole, [start, ""]))
      .replace(/-----BEGIN ([A-Z ]*)PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, (whole) =>
        hidden("private_key", whole, whole, ["", ""]),
      )
      .replace(/\b(signature\s*=\s*")([^"]*)"/gi, (whole, start, proof) =>
        hidden("signature", proof, whole, [start, '"']),
      );
  }

  return {
    value: <V>(value: V, place: NamePlace) => ofValue(value, place) as V,
    body: ofBody,
    header: ofHeader,
    headers: (headers, place) =>
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, ofHeader(name, value, place)])),
    text: (text, place = "answer") => ofText(text, place),
  };
}

/** A text shorter than this may stand in another by chance; it is hidden by its name only. */
export const shortestSecret = 6;

/**
 * Makes what hides values that are known, wherever they stand, also as addresses and JSON write them; of those that begin
 * at one place the longest. A text is gone through once, however many values there are: an answer may bring thousands.
 */
export function hideKnown(shown: ReadonlyMap<string, string>): MaskText {
  const forms = new Map<string, string>();
  for (const [value, instead] of shown) for (const form of formsOf(value)) forms.set(form, instead);
  const lengths = new Map<string, number[]>(); // by how a form begins, the longest first
  for (const { length, start } of [...forms.keys()].map(startOf).sort((one, other) => other.length - one.length)) {
    const before = lengths.get(start) ?? [];
    if (before.at(-1) !== length) lengths.set(start, [...before, length]);
  }
  const sizes = [...new Set([...lengths.keys()].map((start) => start.length))].sort((one, other) => other - one);
  const firsts = new Set([...lengths.keys()].map((start) => start.charCodeAt(0)));
  const formAt = (text: string, at: number): string | undefined => {
    for (const size of firsts.has(text.charCodeAt(at)) ? sizes : []) {
      for (const length of lengths.get(text.slice(at, at + size)) ?? []) {
        const form = text.slice(at, at + length);
        if (forms.has(form)) return form;
      }
    }
    return undefined;
  };
  return (text) => {
    let masked = "";
    let from = 0;
    for (let at = 0; at < text.length; ) {
      const form = formAt(text, at);
      if (form !== undefined) masked += text.slice(from, at) + forms.get(form);
      at += form?.length ?? 1;
      if (form !== undefined) from = at;
    }
    return masked + text.slice(from);
  };
}

function startOf(form: string): { readonly length: number; readonly start: string } {
  return { length: form.length, start: form.slice(0, shortestSecret) };
}

function formsOf(value: string): Set<string> {
  return new Set([value, urlPart(value), JSON.stringify(value).slice(1, -1)].filter((form) => form !== ""));
}

/** Custom fields and device variables carry their names beside their values. */
function namedBy(holder: object): string {
  const { name, variable } = holder as { readonly name?: unknown; readonly variable?: unknown };
  return [name, variable].find((one) => typeof one === "string") ?? "value";
}

/** Beside a customer account `code` is a single sign-on code, also where a server sends both back. */
function placeOf(name: string, holder: object, place: NamePlace): NamePlace {
  return name.toLowerCase() === "code" && "customer_account_code" in holder ? "request" : place;
}

/** A word without the escapes of addresses, also where these were escaped themselves, a few times over. */
function plainWord(word: string, times = 4): string | undefined {
  try {
    const plain = decodeURIComponent(word);
    return times > 0 && /%[\da-f]{2}/i.test(plain) ? (plainWord(plain, times - 1) ?? plain) : plain;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What a body says in a form that people can read: an offline request comes as JSON in base64. */
export function readableText(body: string): { readonly text: string; readonly encoding: "" | "(in base64) " } {
  const bytes = /^[A-Za-z0-9+/\s]{16,}={0,2}\s*$/.test(body) ? fromBase64(body) : undefined;
  const text = bytes && new TextDecoder().decode(bytes);
  return text !== undefined && /^\s*[[{]/.test(text)
    ? { text, encoding: "(in base64) " }
    : { text: body, encoding: "" };
}

/** What a text holds as JSON, as it is or in base64. */
function jsonIn(body: string): { readonly value: unknown; readonly encoding: string } | undefined {
  const { text, encoding } = readableText(body);
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return { value: JSON.parse(text), encoding };
  } catch {
    return undefined;
  }
}
