import { defaultCaller } from "../authenticate.ts";
import type { JournalEntry } from "../journal.ts";
import type { ApiRequest } from "../request.ts";
import type { Outcome, State } from "../state.ts";
import type { Foundation } from "./foundation.ts";

/** What a state is made of that only its space has. */
export type OwnParts = Pick<State, "world" | "policy" | "clock" | "journal"> & { readonly space: string };

/** Makes what the pipeline works on: a space's own things over what all spaces share. */
export function createState(own: OwnParts, foundation: Foundation): State {
  const { space, world, policy, clock, journal } = own;
  const { auth: mode, wall, hmac, ownerOfKey } = foundation;
  return {
    world,
    policy,
    clock,
    journal,
    finished: foundation.finished,
    authentication: () => ({ mode, world, policy, now: clock.now(), wallNow: wall(), hmac, ownerOfKey }),
    stranger: () => defaultCaller(world),
    surroundings: ({ origin = defaultOrigin }) => ({ world, policy, origin, now: clock.now(), hmac }),
    sign: foundation.sign,
    record: (request, outcome) => {
      const entry = entryOf(space, request, outcome, clock.now());
      journal.add(entry);
      tell(foundation.log, entry);
    },
  };
}

/** Where a request that names no server is taken to have gone. */
const defaultOrigin = "http://localhost";

function entryOf(space: string, { method, path }: ApiRequest, outcome: Outcome, at: number): JournalEntry {
  const { endpoint, findings, error, status = error?.status ?? 200 } = outcome;
  return {
    at,
    space,
    method,
    path,
    endpoint,
    status,
    outcome: error?.code ?? "ok",
    explanation: error?.explanation,
    findings,
  };
}

/** A log that fails must not fail the call, which has happened by then. */
function tell(log: Foundation["log"], entry: JournalEntry): void {
  try {
    log?.(entry);
  } catch (error) {
    console.error("license-api-kit: the log option threw", error);
  }
}
