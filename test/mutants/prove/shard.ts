import "./remember-verified.ts";
import { corpus } from "../operators/index.ts";
import { judgeMutant } from "./judge-mutant.ts";

// One of several processes that share the corpus out: judges every nth mutant that fits, and prints a line of JSON each.

const [at = "0", of = "1", pattern = "", every = "1"] = process.argv.slice(2);
const fitting = corpus.filter(({ id }) => new RegExp(pattern).test(id));
const chosen = fitting.filter((_one, number) => number % Number(every) === 0);

for (const [number, mutant] of chosen.entries()) {
  if (number % Number(of) !== Number(at)) continue;
  const judgement = await judgeMutant(mutant).catch((error: Error) => ({
    ...{ id: mutant.id, outcome: "not judged", questions: [], isSeen: true },
    claim: `the mutant broke down: ${error.stack}`,
  }));
  process.stdout.write(`${JSON.stringify(judgement)}\n`);
}
