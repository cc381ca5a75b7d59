import type { Growth } from "./growth.ts";
import type { Row } from "./report.ts";
import type { Target } from "./target.ts";

/** What every row needs to measure itself. */
export interface BenchRun {
  /** Folder that holds `dist/` and `fixtures/`: the build under test. */
  root: string;
  target: Target;
  /** The answer of check_license: the body that the baselines stringify. */
  license: Record<string, unknown>;
  connections: number;
  /** How long a contender runs in a round of a row over HTTP. */
  loadMs: number;
  loadRounds: number;
  /** How long a contender runs in a round of a row in process. */
  batchMs: number;
  batchRounds: number;
  startRounds: number;
  /** Whether growth is measured at every size, or only at the ends. */
  everySize: boolean;
}

/** A part of the report that is measured together. */
export type Measurement = (run: BenchRun) => Promise<(Row | Growth)[]>;
