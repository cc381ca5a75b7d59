import type { Measurement } from "../bench-run.ts";
import type { InProcessInput } from "../children/in-process.ts";
import { contest } from "../contender.ts";
import { comparison } from "../report.ts";
import { median } from "../rounds.ts";

/** mock.handle against the cost of a copy through JSON, and against the same answer in WHATWG clothes. */
export const inProcess: Measurement = async (run) => {
  const input = (contender: InProcessInput["contender"]): InProcessInput => ({ ...run, contender });
  const { handle, renewal, stringifyAndParse, fetch } = await contest(run.batchRounds, "in-process", {
    handle: input("handle"),
    renewal: input("renewal"),
    stringifyAndParse: input("stringifyAndParse"),
    fetch: input("fetch"),
  });
  const unit = "calls/s";
  const anew = renewal.map(({ value }, round) => value / (stringifyAndParse[round]?.value ?? Number.NaN));
  const notes = [
    `the same query comes again and again, as in most test suites; a check that renews a floating seat, whose answer is made anew each time, reaches ${median(anew).toFixed(2)} × the copy (${Math.round(median(renewal.map(({ value }) => value))).toLocaleString("en")} calls/s)`,
  ];
  return [
    comparison(
      { name: "mock.handle check_license / JSON.parse(JSON.stringify(body))", unit, goal: { atLeast: 2.5 }, notes },
      handle,
      stringifyAndParse,
    ),
    comparison({ name: "mock.handle check_license / mock.fetch", unit, goal: { atLeast: 2 } }, handle, fetch),
  ];
};
