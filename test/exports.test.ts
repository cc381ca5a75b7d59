import { expect, test } from "vitest";

const core = [
  "ApiError",
  "authorize",
  "createClient",
  "createMock",
  "endpoints",
  "errors",
  "faultReach",
  "harOf",
  "largeWorld",
  "policies",
  "verifySignature",
];

test.each([
  [".", () => import("../src/index.ts"), core],
  ["./msw", () => import("../src/doors/msw.ts"), ["handlers"]],
  ["./browser", () => import("../src/doors/browser/index.ts"), ["startMockInPage"]],
  ["./node", () => import("../src/doors/node.ts"), ["openMock", "openStore", "serve"]],
  ["./control", () => import("../src/control/client/index.ts"), ["connectMock"]],
  [
    "./contract",
    () => import("../src/doors/contract.ts"),
    [
      "baselineOf",
      "caseFileOf",
      "cases",
      "cleanUp",
      "compareReports",
      "createProgress",
      "effectOf",
      "endOfProgress",
      "exitStatus",
      "preflight",
      "questionsOf",
      "readRecording",
      "readReport",
      "replay",
      "reportOf",
      "reporters",
      "runContract",
      "standardSchema",
      "terminalReport",
    ],
  ],
  [
    "./explore",
    () => import("../src/explore/index.ts"),
    ["caseFileOfFinding", "explore", "exploreReportOf", "exploreReporters", "exploreTerminal", "exploreUndos"],
  ],
  ["./data", () => import("../src/doors/data/index.ts"), ["mirror", "worldFrom"]],
  ["./playwright", () => import("../src/doors/playwright/index.ts"), ["expect", "test"]],
  ["./vitest", () => import("../src/doors/vitest/index.ts"), ["describeContract", "spaceTest"]],
])("the entry %s exports these names and no others", async (_entry, load: () => Promise<object>, names) => {
  expect(Object.keys(await load()).sort()).toEqual(names);
});
