import type { Measurement } from "../bench-run.ts";
import type { ThroughMswInput } from "../children/through-msw.ts";
import { contest } from "../contender.ts";
import { comparison } from "../report.ts";

/** Our handlers under msw, against msw with a handler that answers a constant of the same size. */
export const throughMsw: Measurement = async (run) => {
  const input = (contender: ThroughMswInput["contender"]): ThroughMswInput => ({ ...run, contender });
  const { ours, constant } = await contest(run.batchRounds, "through-msw", {
    ours: input("ours"),
    constant: input("constant"),
  });
  return [
    comparison(
      { name: "check_license through msw / msw answering a constant", unit: "answers/s", goal: { atLeast: 0.9 } },
      ours,
      constant,
    ),
  ];
};
