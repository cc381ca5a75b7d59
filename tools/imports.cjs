// Rules and looks for dependency-cruiser, for `npm run check:imports`, and for `npm run imports`, which draws the arrows between the folders of src.
const layers = ["generated", "api", "mock", "stores", "contract", "traffic", "explore", "control", "doors", "cli"];

module.exports = {
  forbidden: [
    {
      name: "no-circle",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    ...layers.map((layer, at) => ({
      name: `${layer}-uses-what-is-below`,
      severity: "error",
      from: { path: `^src/${layer}/` },
      to: { path: `^src/(${layers.slice(at + 1).join("|") || "nothing"})/` },
    })),
    {
      name: "contract-never-asks-the-mock",
      severity: "error",
      from: { path: "^src/contract/" },
      to: { path: "^src/mock/" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    includeOnly: "^src/",
    reporterOptions: { archi: { collapsePattern: "^src/[^/]+" } },
  },
};
