import type { Measurement } from "../bench-run.ts";
import { runChild } from "../children.ts";
import { figure } from "../report.ts";
import { median } from "../rounds.ts";

/** What `children/create-mock.ts` prints, in milliseconds. */
export interface CreateMockFigures {
  first: number;
  later: number[];
  /** createMock and one answer of check_license: shows work that was only put off. */
  laterWithAnswer: number[];
}

/** createMock with the default world, after the first. */
export const createMock: Measurement = async (run) => {
  const { first, later, laterWithAnswer } = await runChild<CreateMockFigures>("create-mock", run);
  const notes = [
    `the first took ${first.toFixed(1)} ms; with one answer of check_license the later ones take ${median(laterWithAnswer).toFixed(2)} ms`,
  ];
  return [
    figure({ name: "createMock, default world, after the first", unit: "ms", goal: { atMost: 1 }, notes }, later),
  ];
};
