/** What a reason may speak of. */
export type Reasonable = string | number | null | undefined;

/**
 * Leaves a reason for the journal: a rule that held, in the words of who reads why a call ended as it did. As the tag of
 * a template with at most three values it costs hardly anything, since the text is put together only where somebody
 * reads it.
 */
export type GiveReason = (texts: TemplateStringsArray, a?: Reasonable, b?: Reasonable, c?: Reasonable) => void;

/** The reasons of one call, in order, not put together yet: each template's texts, and its values behind them. */
export type Reasons = (TemplateStringsArray | Reasonable)[];

/** A call about a thousand licenses is not worth more reasons than a person reads. */
const mostParts = 400;

/** Makes what fills a list of reasons. Every call fills one, so it makes no list of its own. */
export function reasonsInto(reasons: Reasons): GiveReason {
  return (texts, a, b, c) => {
    if (reasons.length > mostParts) return;
    reasons.push(texts);
    if (texts.length > 1) reasons.push(a);
    if (texts.length > 2) reasons.push(b);
    if (texts.length > 3) reasons.push(c);
  };
}

/** The reasons as texts. */
export function reasonTexts(reasons: Reasons): string[] {
  const whole: string[] = [];
  for (let at = 0; at < reasons.length; ) {
    const texts = reasons[at] as TemplateStringsArray;
    const values = reasons.slice(at + 1, at + texts.length);
    whole.push(texts.reduce((text, next, place) => `${text}${clip(String(values[place - 1]))}${next}`));
    at += texts.length;
  }
  return whole;
}

/** What a client sent may be a megabyte. */
function clip(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
