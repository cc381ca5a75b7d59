const here = new URL(".", import.meta.url).pathname;

/** For Stryker. Types leave nothing to change, and what is generated or only rows of data is judged elsewhere. */
export default {
  mutate: ["src/api/**/*.ts", "src/mock/**/*.ts", "src/contract/**/*.ts", "!src/contract/cases/**"],
  testRunner: "kept-vitest",
  plugins: [`${here}test-runner.mjs`, `${here}no-behaviour.mjs`],
  ignorers: ["no-behaviour"],
  vitest: { configFile: "tools/mutation/vitest.config.ts", related: false },
  coverageAnalysis: "perTest",
  ignoreStatic: true, // such a mutant needs a new thread for every test there is
  timeoutMS: 600_000, // the runner has its own: here a busy machine would count as a mutant that was noticed
  dryRunTimeoutMinutes: 30,
  incremental: true,
  incrementalFile: "tools/mutation/results/incremental.json",
  reporters: ["progress-append-only", "json"],
  jsonReporter: { fileName: "tools/mutation/results/report.json" },
  tempDirName: "tools/mutation/.sandbox",
  ignorePatterns: ["biome.json", "bench/soak", "dist", "tools/mutation/results"],
  disableTypeChecks: false,
};
