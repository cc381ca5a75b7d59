import { MutantRunStatus } from "@stryker-mutator/api/test-runner";

/** A mutant meets test files until they have taken this long without it. In milliseconds. */
const mostTime = 10_000;

/** A mutant that keeps one test file busy for longer has stopped it; loading the sources counts. In milliseconds. */
const patience = 15_000;

/** Asks test files, one after another, until one notices the mutant. `stop` ends the thread of one that hangs. */
export async function ask({ runner, order, stop }, mutant, groups) {
  let nrOfTests = 0;
  let spent = 0;
  for (const ids of groups) {
    const result = await askFile({ runner, order, stop }, { ...mutant, testFilter: ids });
    nrOfTests += result.nrOfTests ?? 0;
    if (result.status !== MutantRunStatus.Survived) return { ...result, nrOfTests };
    spent += order.timeOf(ids);
    if (spent > mostTime) break;
  }
  return { status: MutantRunStatus.Survived, nrOfTests };
}

async function askFile({ runner, order, stop }, mutant) {
  const limit = patience + 5 * order.timeOfFile(mutant.testFilter[0]);
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, limit, { status: MutantRunStatus.Timeout });
  });
  const run = runner
    .mutantRun(mutant)
    .catch((error) => ({ status: MutantRunStatus.Error, errorMessage: String(error) }));
  const result = await Promise.race([run, late]);
  clearTimeout(timer);
  if (result.status === MutantRunStatus.Timeout) {
    await stop();
    await run;
  }
  return result;
}

/** Whether a test passes without a mutant, in the thread that just saw one. */
export async function isClean(runner, mutant, killedBy) {
  const none = { ...mutant, mutantActivation: "runtime", activeMutant: { id: "none" }, testFilter: killedBy };
  const result = await runner.mutantRun(none);
  return result.status === MutantRunStatus.Survived;
}
