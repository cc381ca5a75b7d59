export { caseFileOfFinding } from "./case-file-of-finding.ts";
export { type Exploration, type ExploreOptions, explore } from "./explore.ts";
export type { ExploreFinding } from "./finding.ts";
export type { InputResults } from "./inputs/search-inputs.ts";
export { type ExploreReporter, type ExploreReportKind, exploreReporters } from "./report/index.ts";
export {
  type ExploreReport,
  exploreReportOf,
  type FindingReport,
  type ReportedExploration,
  type WalkedEndpoint,
} from "./report/report.ts";
export { exploreTerminal } from "./report/terminal.ts";
export { exploreUndos } from "./undo.ts";
export type { WalkResults } from "./walks/search-walks.ts";
export type { Transition } from "./walks/standing.ts";
