/** What may be used at most: kind, then subject. An entry point is a subject by its name in package.json. */
export type Budgets = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What is used, in the same order. */
export type Measured = Budgets;

/** One line of the report. */
export interface Line {
  kind: string;
  subject: string;
  measured: number | undefined;
  budget: number | undefined;
  /** What is wrong, undefined where all is well. */
  breach: string | undefined;
}

/**
 * Compares what is used with what may be.
 *
 * A budget without a figure is a breach as well, and a figure without a budget: else an entry point that was renamed, or
 * one that is new, would be watched by nobody.
 */
export function judgeBudgets(measured: Measured, budgets: Budgets): Line[] {
  const kinds = new Set([...Object.keys(budgets), ...Object.keys(measured)]);
  return [...kinds].flatMap((kind) => {
    const subjects = new Set([...Object.keys(budgets[kind] ?? {}), ...Object.keys(measured[kind] ?? {})]);
    return [...subjects].map((subject) => judgeOne(kind, subject, measured[kind]?.[subject], budgets[kind]?.[subject]));
  });
}

function judgeOne(kind: string, subject: string, measured: number | undefined, budget: number | undefined): Line {
  return { kind, subject, measured, budget, breach: breachOf(`${kind}, ${subject}`, measured, budget) };
}

function breachOf(name: string, measured: number | undefined, budget: number | undefined): string | undefined {
  if (measured === undefined) return `${name}: found nothing to measure, expected at most ${budget}`;
  if (budget === undefined) return `${name}: found ${rounded(measured)}, expected a budget for it in budgets.json`;
  return measured > budget ? `${name}: found ${rounded(measured)}, expected at most ${budget}` : undefined;
}

/** A figure as people read it. */
export function rounded(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 2 : 1 });
}
