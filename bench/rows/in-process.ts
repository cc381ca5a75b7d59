import type { Measurement } from "../bench-run.ts";
import type { InProcessInput } from "../children/in-process.ts";
import { contest } from "../contender.ts";
import { comparison } from "../report.ts";

/** mock.handle against the cost of a copy through JSON, and against the same answer in WHATWG clothes. */
export const inProcess: Measurement = async (run) => {
  const input = (contender: InProcessInput["contender"]): InProcessInput => ({ ...run, contender });
  const { handle, stringifyAndParse, fetch } = await contest(run.batchRounds, "in-process", {
    handle: input("handle"),
    stringifyAndParse: input("stringifyAndParse"),
    fetch: input("fetch"),
  });
  const unit = "calls/s";
  return [
    comparison(
      { name: "mock.handle check_license / JSON.parse(JSON.stringify(body))", unit, goal: { atLeast: 2.5 } },
      handle,
      stringifyAndParse,
    ),
    comparison({ name: "mock.handle check_license / mock.fetch", unit, goal: { atLeast: 2 } }, handle, fetch),
  ];
};
