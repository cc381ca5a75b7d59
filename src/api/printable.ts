/**
 * What a terminal or a log would obey or hide: control characters (C0, DEL, C1), ends of lines and paragraphs, what turns
 * the writing, all else without a look of its own (joiners, tags, variation selectors, the soft hyphen), half a surrogate.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const unseenInLines = new RegExp(`(?![\\n\\t])${unseen.source}`, "gu");

/**
 * A text from outside as one line that shows all that is in it and does nothing: each such character stands as its escape
 * in JSON, so that a line of JSON stays the same data.
 *
 * @param longest letters of it that a person reads; how many there were is said behind them. @default 400
 */
export function printable(text: string, longest = 400): string {
  const shown = text.slice(0, longest + 1).replace(unseen, escaped);
  if (shown.length <= longest) return shown;
  return `${shown.slice(0, longest).replace(unseen, escaped)}… (${text.length} characters)`; // the cut may halve a letter
}

/** A message with what is quoted in it cut where it has no end, so that what was expected is still read behind it. */
export function shortWords(message: string): string {
  if (message.length < 300) return message;
  return message.replace(/\S{300,}/g, (word) => `${word.slice(0, 200)}… (${word.length} characters)`);
}

/** A text of our own making in many lines, with what came from outside in it: only line ends and tabs stay. */
export function printableLines(text: string): string {
  return text.replace(unseenInLines, escaped);
}

const short: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A character as JSON escapes it: one beyond U+FFFF as two. */
export function escaped(letter: string): string {
  const units = letter.split("").map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return short[letter] ?? units.join("");
}

/** What was thrown and should not have been, for a log: the message in one line, then where it was, then its cause. */
export function bugText(bug: unknown): string {
  if (!(bug instanceof Error)) return printable(typeof bug === "object" ? "an object that is no error" : String(bug));
  const frames = (bug.stack ?? "").split("\n").filter((line) => /^ {4}at /.test(line));
  const cause = bug.cause === undefined ? [] : [`caused by ${bugText(bug.cause)}`];
  return [`${bug.name}: ${bug.message}`, ...frames]
    .map((line) => printable(line, 2_000))
    .concat(cause)
    .join("\n");
}
