import { cases } from "../../src/contract/cases/index.ts";
import { runContract } from "../../src/contract/run.ts";
import type { Target } from "../../src/contract/target.ts";
import type { ControlSpace } from "../../src/generated/types.ts";

/** Every 16th case of the contract: some 100, of all kinds. */
const slice = cases.filter((_case, at) => at % 16 === 0);

/** What the contract says of a space that is called at an address: the verdict of each case, by its id. */
export async function verdictsOf(space: ControlSpace, baseUrl: string): Promise<Record<string, string>> {
  const target = { ...space, baseUrl } as unknown as Target;
  const verdicts: Record<string, string> = {};
  for await (const { case: played, verdict } of runContract({ target, cases: slice, allow: "permanent" })) {
    verdicts[played.id] = verdict;
  }
  return verdicts;
}
