import { commonTokens, declareFactoryPlugin, PluginKind, tokens } from "@stryker-mutator/api/plugin";
import { MutantRunStatus } from "@stryker-mutator/api/test-runner";
import { strykerValidationSchema, strykerPlugins as vitestPlugins } from "@stryker-mutator/vitest-runner";
import { ask, isClean } from "./ask.mjs";
import { keptThread } from "./kept-thread.mjs";
import { createTestOrder } from "./test-order.mjs";

const [{ factory: createVitestRunner }] = vitestPlugins;

createTestRunner.inject = tokens(commonTokens.injector);

/**
 * Stryker's runner for vitest over one thread that is kept. What a mutant leaves behind in a module could kill the next
 * one, so a kill counts only if the same test passes right after without a mutant; if not, the mutant is asked again in a
 * new thread.
 */
function createTestRunner(injector) {
  const runner = injector.injectFunction(createVitestRunner);
  const order = createTestOrder();
  let fresh = true; // the first run notes what each test reaches, also while modules load
  const { pool, release } = keptThread(() => fresh);
  const asked = { runner, order, stop: release };

  return {
    capabilities: () => runner.capabilities(),
    async init() {
      await runner.init();
      await takePool(runner.ctx, pool);
    },
    async dryRun(options) {
      const result = await runner.dryRun(options);
      order.note(result.tests ?? []);
      return result;
    },
    async mutantRun(mutant) {
      const source = mutant.sandboxFileName;
      const groups = order.groups(mutant.testFilter, source);
      fresh = mutant.mutantActivation === "static";
      let result = await ask(asked, mutant, groups);
      const killed = result.status === MutantRunStatus.Killed;
      if (killed && !fresh && !(await isClean(runner, mutant, result.killedBy))) {
        await release();
        result = await ask(asked, mutant, groups);
      }
      if (result.status === MutantRunStatus.Killed) order.remember(result.killedBy[0], source);
      return result;
    },
    async dispose() {
      await release();
      await runner.dispose();
    },
  };
}

/** Runs in this pool, and looks for test files once: looking for them costs as much as running one. */
async function takePool(vitest, pool) {
  for (const project of vitest.projects) Object.assign(project.config, { pool: pool.name, poolRunner: pool });
  const all = await vitest.globTestSpecifications();
  const named = (files) => all.filter(({ moduleId }) => files.some((file) => moduleId.endsWith(file)));
  vitest.start = (files) => vitest.runTestSpecifications(files ? named(files) : all);
}

export { strykerValidationSchema };
export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, "kept-vitest", createTestRunner)];
