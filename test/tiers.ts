/**
 * What each tier runs. A file that stands in no list is a unit test: it runs from the sources, without a build, and many
 * share one process. `wire` crosses processes, sockets and browsers; `docs` plays every block of every page; `heavy`
 * repeats: many orders, many faulty servers, many seeds.
 */
export const tiers = {
  unit: ["test/**/*.test.ts"],
  wire: [
    "test/browser/*.test.ts",
    "test/completion.test.ts",
    "test/contract-command.test.ts",
    "test/contract-doors.test.ts",
    "test/contract-lock.test.ts",
    "test/contract-undo.test.ts",
    "test/control-api.test.ts",
    "test/ctl.test.ts",
    "test/exports.test.ts",
    "test/faults-http.test.ts",
    "test/hostile-targets.test.ts",
    "test/hostile/{bodies,connections,refusals}.test.ts",
    "test/mask-places.test.ts",
    "test/playwright.test.ts",
    "test/proxy*.test.ts",
    "test/replay-command.test.ts",
    "test/replay.test.ts",
    "test/reports.test.ts",
    "test/serve.test.ts",
    "test/sign-verify.test.ts",
    "test/space-test.test.ts",
    "test/spaces.test.ts",
    "test/vitest-entry.test.ts",
  ],
  docs: [
    "test/container.test.ts",
    "test/docs/*.test.ts",
    "test/examples.test.ts",
    "test/page-example.test.ts",
    "test/readme.test.ts",
  ],
  heavy: [
    "test/acting-server.test.ts",
    "test/any-input.test.ts",
    "test/breaches.test.ts",
    "test/caches.test.ts",
    "test/contract-run.test.ts",
    "test/contract.test.ts",
    "test/export.test.ts",
    "test/hostile/hostile.test.ts",
    "test/large-world.test.ts",
    "test/lawful.test.ts",
    "test/mutants.test.ts",
    "test/soak.test.ts",
  ],
};
