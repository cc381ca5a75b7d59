import { median, quantile, type Turn } from "./rounds.ts";

/** A goal of DESIGN.md's Speed table: for the ratio, or for our own figure where there is nothing to divide by. */
export type Goal = { atLeast: number } | { atMost: number };

/** What one line of the report is about. */
export interface Subject {
  name: string;
  unit: string;
  goal: Goal;
  /** Whether the goal is for the ratio of processor times, where both sides share the cores. @default false */
  byProcessorTime?: boolean;
  notes?: string[];
}

/** One line of the report. */
export interface Row extends Subject {
  notes: string[];
  ours: number;
  theirs?: number;
  ratio?: number;
  /** Between these lies the middle half of the rounds' ratios. */
  spread?: [number, number];
  /** The ratio of processor times, which other work on the machine disturbs less. */
  processorRatio?: number;
  met: boolean;
  /** Everything measured, one entry a round. */
  raw: Record<string, readonly unknown[]>;
}

/**
 * A row that compares. The ratio is the median of the rounds' ratios, so that what slowed both in a round cancels out;
 * it may differ a little from ours / theirs.
 */
export function comparison(subject: Subject, ours: readonly Turn[], theirs: readonly Turn[]): Row {
  const each = ours.map(({ value }, round) => value / (theirs[round]?.value ?? Number.NaN));
  const ratio = median(each);
  const processorRatio = processorRatioOf(subject.goal, ours, theirs);
  const judged = subject.byProcessorTime ? (processorRatio ?? ratio) : ratio;
  return {
    ...subject,
    notes: subject.notes ?? [],
    ours: median(ours.map(({ value }) => value)),
    theirs: median(theirs.map(({ value }) => value)),
    ratio,
    spread: [quantile(each, 0.25), quantile(each, 0.75)],
    ...(processorRatio === undefined ? {} : { processorRatio }),
    met: meets(judged, subject.goal),
    raw: { ours, theirs },
  };
}

/** The ratio that a row's goal is for, undefined where it has none. */
export function judgedRatio({ byProcessorTime, processorRatio, ratio }: Row): number | undefined {
  return byProcessorTime ? (processorRatio ?? ratio) : ratio;
}

/** A row with a figure of its own: milliseconds, bytes. */
export function figure(subject: Subject, values: readonly number[]): Row {
  const ours = median(values);
  return { ...subject, notes: subject.notes ?? [], ours, met: meets(ours, subject.goal), raw: { ours: values } };
}

/** Turned so that it can be read beside the ratio: where more is better (rates), less processor time gives more. */
function processorRatioOf(goal: Goal, ours: readonly Turn[], theirs: readonly Turn[]): number | undefined {
  const ratio =
    "atLeast" in goal
      ? processorMsEach(theirs) / processorMsEach(ours)
      : processorMsEach(ours) / processorMsEach(theirs);
  return Number.isNaN(ratio) ? undefined : ratio;
}

/** Of all turns together: in a turn that the machine starved, a few answers carry the cost of the whole turn. */
function processorMsEach(turns: readonly Turn[]): number {
  const sum = (of: "processorMs" | "count"): number =>
    turns.reduce((total, { work }) => total + (work?.[of] ?? Number.NaN), 0);
  return sum("processorMs") / sum("count");
}

function meets(value: number, goal: Goal): boolean {
  return "atLeast" in goal ? value >= goal.atLeast : value <= goal.atMost;
}
