import type { RemoteSpace } from "../../src/control/client/index.ts";
import { createGate, type Gate } from "./gate.ts";
import { emptyLedger, type Ledger } from "./ledger.ts";

/** A space under load: how it is controlled, what must be in it, and the gate that its callers pass. */
export interface Place {
  space: RemoteSpace;
  gate: Gate;
  ledger: Ledger;
}

/** A space that nobody has called yet. */
export function placeIn(space: RemoteSpace): Place {
  return { space, gate: createGate(), ledger: emptyLedger() };
}

/** Does a piece of work while nobody calls any of these spaces. */
export function holdAll([first, ...rest]: readonly Place[], work: () => Promise<void>): Promise<void> {
  return first === undefined ? work() : first.gate.hold(() => holdAll(rest, work));
}
