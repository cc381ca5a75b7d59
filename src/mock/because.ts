/** What a reason may speak of. */
export type Reasonable = string | number | null | undefined;

/**
 * Leaves a reason for the journal: a rule that held, in the words of who reads why a call ended as it did. As the tag of
 * a template it costs hardly anything, since the text is put together only where somebody reads it.
 */
export type Because = (texts: TemplateStringsArray, ...values: readonly Reasonable[]) => void;

/** The reasons of one call, in order, not put together yet. */
export type Reasons = [texts: TemplateStringsArray, values: readonly Reasonable[]][];

/** A call about a thousand licenses is not worth more reasons than a person reads. */
const mostReasons = 200;

/** Makes what fills a list of reasons. */
export function becauseInto(reasons: Reasons): Because {
  return (texts, ...values) => {
    if (reasons.length < mostReasons) reasons.push([texts, values]);
  };
}

/** The reasons as texts. */
export function toTexts(reasons: Reasons): string[] {
  return reasons.map(([texts, values]) =>
    texts.reduce((whole, text, at) => `${whole}${clip(String(values[at - 1]))}${text}`),
  );
}

/** What a client sent may be a megabyte. */
function clip(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
