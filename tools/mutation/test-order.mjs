import { basename } from "node:path";

/** Which test files a mutant meets first: the source's own, then those that killed its last mutants, then the quickest. */
export function createTestOrder() {
  const fileTimes = new Map();
  const testTimes = new Map();
  const killersOf = new Map();

  const rank = (file, source) => {
    if (file.endsWith(`/${basename(source, ".ts")}.test.ts`)) return -2e9;
    const killers = killersOf.get(source) ?? [];
    return killers.includes(file) ? killers.indexOf(file) - 1e9 : (fileTimes.get(file) ?? 0);
  };

  return {
    /** Notes how long tests take without a mutant. */
    note(tests) {
      for (const { id, timeSpentMs } of tests) {
        testTimes.set(id, timeSpentMs);
        fileTimes.set(fileOf(id), (fileTimes.get(fileOf(id)) ?? 0) + timeSpentMs);
      }
    },
    /** Tests by their file, in order; all of them where none are named. */
    groups(testIds, source) {
      const groups = new Map();
      for (const id of testIds ?? [...fileTimes.keys()].map((file) => `${file}#`)) {
        groups.set(fileOf(id), [...(groups.get(fileOf(id)) ?? []), id]);
      }
      return [...groups].sort(([one], [other]) => rank(one, source) - rank(other, source)).map(([, ids]) => ids);
    },
    remember(killer, source) {
      const others = (killersOf.get(source) ?? []).filter((other) => other !== fileOf(killer));
      killersOf.set(source, [fileOf(killer), ...others]);
    },
    timeOfFile: (id) => fileTimes.get(fileOf(id)) ?? 0,
    timeOf: (ids) => ids.reduce((sum, id) => sum + (testTimes.get(id) ?? 0), 0),
  };
}

function fileOf(id) {
  return id.split("#")[0];
}
