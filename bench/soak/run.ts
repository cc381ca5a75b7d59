import type { RemoteMock } from "../../src/control/client/index.ts";
import type { Kept } from "./keeper.ts";
import type { Place } from "./place.ts";
import type { Quiet } from "./pulse.ts";
import type { SoakedServer } from "./server.ts";
import type { Tally } from "./tally.ts";

/** What all those who take part in a soak share. */
export interface Run {
  server: SoakedServer;
  mock: RemoteMock;
  places: readonly Place[];
  tally: Tally;
  kept: Kept;
  /** How long the pulse's answers took, in milliseconds. */
  latencies: number[];
  quiet: Quiet;
  /** False once the time is over. */
  goesOn(): boolean;
}
