/** What a terminal, a log or a page would obey instead of showing it: control characters but for line ends and tabs. */
const obeyed = /[^\P{Cc}\n\t]|[\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]|\p{Cs}/gu;

/** A text with each such character written as its code. */
export function printable(text: string): string {
  return text.replace(obeyed, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
