import { printable } from "../../api/printable.ts";

/** What came of verifying a signature. */
export interface SignatureVerdict {
  readonly isGood: boolean;
  /** What was looked at, in order. */
  readonly steps: readonly string[];
  /** Why it does not fit. */
  readonly cause?: string;
}

/** A signature that need not be computed to be refused. */
export function mismatch(cause: string): SignatureVerdict {
  return { isGood: false, steps: [], cause };
}

/** The first of the verdicts that is bad, or that all are good. */
export function firstMismatch(verdicts: readonly SignatureVerdict[]): SignatureVerdict {
  return verdicts.find(({ isGood }) => !isGood) ?? { isGood: true, steps: [`${verdicts.length} signatures fit`] };
}

/** A verdict for people. */
export function verdictLines({ isGood, steps, cause }: SignatureVerdict): string[] {
  const head = isGood ? "ok: the signature fits" : "mismatch: the signature does not fit";
  const shown = steps.flatMap((step) => `  ${step}`.split("\n"));
  return [head, ...shown, ...(cause === undefined ? [] : [`  cause: ${cause}`])];
}

/** A text with its line breaks shown, one line of it a line. */
export function shownText(text: string): string {
  const shown = text
    .slice(0, 2_000)
    .split("\n")
    .map((line) => printable(line, 2_000));
  return `\n    ${shown.join("\\n\n    ")}${text.length > 2_000 ? " …" : ""}`;
}
