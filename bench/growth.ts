import { median, quantile, type Turn } from "./rounds.ts";

/** What grows, and what is looked at meanwhile. */
export interface GrowthSubject {
  work: string;
  /** What there is more and more of, in the plural. */
  of: string;
  unit: string;
}

/** How a figure moves while something grows. */
export interface Growth extends GrowthSubject {
  /** From the smallest size to the largest. */
  points: readonly Point[];
  /** Everything measured, one entry a round, by size. */
  raw: Record<string, readonly Turn[]>;
}

/** The figure at one size. */
export interface Point {
  size: number;
  /** Median of the rounds. */
  value: number;
  /** Median of the rounds' ratios to the smallest size. */
  ratio: number;
  /** Between these lies the middle half of the rounds' ratios. */
  spread: readonly [number, number];
}

/** Compares each size with the smallest, round by round. */
export function growth(subject: GrowthSubject, turns: Record<string, readonly Turn[]>): Growth {
  // Keys that are whole numbers come in the order of numbers, whatever order they were put in.
  const sizes = Object.keys(turns);
  const smallest = turns[sizes[0] ?? ""] ?? [];
  const points = sizes.map((size) => {
    const own = turns[size] ?? [];
    const ratios = own.map(({ value }, round) => value / (smallest[round]?.value ?? Number.NaN));
    return {
      size: Number(size),
      value: median(own.map(({ value }) => value)),
      ratio: median(ratios),
      spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)] as const,
    };
  });
  return { ...subject, points, raw: turns };
}

/** The sizes that are measured: all of them, or for a quick look the two ends. */
export function sizesOf(all: readonly number[], everySize: boolean): readonly number[] {
  return everySize ? all : all.filter((_, index) => index === 0 || index === all.length - 1);
}
