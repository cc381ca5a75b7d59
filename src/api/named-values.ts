import { isWellKnownSecret, secretName } from "./secret-names.ts";

/** A value with its name, where a text holds them. */
export interface FoundPair {
  readonly name: string;
  /** Without its quotes. */
  readonly value: string;
  /** Where the value stands in the text, without its quotes. */
  readonly start: number;
  readonly end: number;
  /** Whether it stands in a query or a form, behind `?` or `&`. */
  readonly isParameter?: boolean;
}

/** A name with the sign behind it, as JSON, addresses, forms, headers, settings and sentences write them. */
const named = /(?<![\w.\-[\]%+])((?:[\w.\-[\]%+]|\\u[\da-f]{4}){1,120})(\\*["'])?\s{0,20}(=>?|:)\s{0,20}/gi;

/** A name of several words before a sign: in quotes any, else one that people know for a secret's. */
const spaced =
  /(?:"([^"\\\r\n]{1,80})"|\b((?:shared|private|api) key|(?:access|refresh|id) token|client secret|(?:new|initial) password))\s{0,20}(=>?|:)\s{0,20}/gi;

/** A value that stands whole behind its name: fields of multipart and of HTML forms, elements of XML, flags, quotes. */
const whole: readonly (readonly [hint: string, pattern: RegExp])[] = [
  ["name=", /\bname="?([^";\r\n]{1,120})"?[^\r\n]{0,200}\r?\n(?:[^\r\n]+\r?\n){0,5}\r?\n([^\r\n]+)/gi],
  ["value=", /\bname="([^"\r\n]{1,120})"\s{1,20}value="([^"]+)"/gi],
  ["<", /<([\w:.-]{1,120})(?:\s[^<>]{0,200})?>([^<]+)(?=<)/g],
  ["--", /(?<![\w-])--([\w-]{1,80})\s{1,5}([^\s-]\S*)/g],
  ["'", /\b(password|passphrase|secret|token|shared key)\s(?:is\s)?'([^'\r\n]+)'/gi],
  ['"', /\b(password|passphrase|secret|token|shared key)\s(?:is\s)?"([^"\r\n]+)"/gi],
];

/** What our own messages say behind a name and a colon. */
const ourWords = /^(?:found|expected|must|is|not|no|nothing|the|a|an|missing|required|wrong|answered|env|file)\b/i;

/** Headers that hold one text to the end of their line. */
const wholeLine = /^(?:[a-z-]*-)?authorization$|^(?:set-)?cookie2?$|^x-[a-z-]+$/i;

/** The named values in a text that is no JSON, or was once: in order, those that overlap included. Flags are none. */
export function pairsIn(text: string): FoundPair[] {
  const pairs = [...text.matchAll(named)].flatMap((match) => {
    const [all, name = "", quote, sign = ""] = match;
    const found = pairAt(text, match.index + all.length, name, sign, quote !== undefined) ?? [];
    return "?&".includes(text[match.index - 1] ?? " ") ? found.map((pair) => ({ ...pair, isParameter: true })) : found;
  });
  for (const match of text.matchAll(spaced)) {
    const [all, quoted, words = "", sign = ""] = match;
    pairs.push(...(pairAt(text, match.index + all.length, quoted ?? words, sign, true) ?? []));
  }
  for (const [hint, pattern] of whole) {
    if (!text.includes(hint)) continue;
    for (const { 0: all, 1: name = "", 2: value = "", index } of text.matchAll(pattern)) {
      const start = index + all.lastIndexOf(value);
      pairs.push({ name, value, start, end: start + value.length });
    }
  }
  return pairs.sort((one, other) => one.start - other.start || other.end - one.end);
}

function pairAt(text: string, at: number, name: string, sign: string, isQuoted: boolean): [FoundPair] | undefined {
  const opening = /^(?:\\*["']|&quot;|&#3[49];)/.exec(text.slice(at, at + 20))?.[0];
  const isHeader = !isQuoted && sign === ":" && wholeLine.test(name);
  const start = isHeader ? at : at + (opening?.length ?? 0);
  const end = isHeader
    ? endOfLine(text, start)
    : opening
      ? endOfQuoted(text, start, opening)
      : endOfBare(text, at, sign);
  const value = text.slice(start, end);
  if (value === "" || /^(true|false|null)$/.test(value)) return undefined;
  if (sign === ":" && /^[[{]/.test(value) && secretName(name, "request") === undefined) return undefined;
  const isSentence = sign === ":" && !isQuoted && opening === undefined && !isHeader;
  if (isSentence && (!isWellKnownSecret(name) || ourWords.test(value))) return undefined;
  return [{ name, value, start, end }];
}

function endOfLine(text: string, from: number): number {
  return endAt(/[\r\n]/, text, from);
}

/** No secret is longer: what goes on counts as one to the end, which keeps a text of a thousand names quick to read. */
const longest = 8_192;

function endAt(stop: RegExp, text: string, from: number): number {
  const end = text.slice(from, from + longest).search(stop);
  return end < 0 ? text.length : from + end;
}

/** The quote that closes has no more backslashes before it than the one that opened; where none does, it broke off. */
function endOfQuoted(text: string, from: number, opening: string): number {
  if (opening.startsWith("&")) return orEnd(text.indexOf(opening, from), text);
  const quote = opening.at(-1) as string;
  const depth = opening.length - 1;
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) {
    let slashes = 0;
    while (at - slashes > from && text[at - slashes - 1] === "\\") slashes += 1;
    if (depth === 0 ? slashes % 2 === 0 : slashes <= depth) return at - Math.min(slashes, depth);
  }
  return text.length;
}

/** What holds more values than one is hidden to the end: it is broken, so nobody can tell where it ends. */
function endOfBare(text: string, from: number, sign: string): number {
  if (sign === ":" && /[[{]/.test(text[from] ?? "")) return text.length;
  const block =
    sign === ":"
      ? /^[|>][+-]?\s*\r?\n(?:[ \t]+[^\r\n]*(?:\r?\n|$))+/.exec(text.slice(from, from + longest))
      : undefined;
  if (block) return from + block[0].trimEnd().length;
  const stop = sign === ":" ? /[\s,}\]"'<>&;]/ : /[\s&;,"'<>)}\]]/;
  return endAt(stop, text, from);
}

function orEnd(at: number, text: string): number {
  return at < 0 ? text.length : at;
}

/** Whether a text names a secret, so that it may hold one. */
export function namesSecret(text: string): boolean {
  return pairsIn(text).some(({ name }) => secretName(name, "request") !== undefined);
}
