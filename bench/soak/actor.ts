import { signedRequest } from "../signed-request.ts";
import { type Action, actionsOf } from "./actions.ts";
import type { Caller } from "./caller.ts";
import type { Place } from "./place.ts";
import { pick, type Random } from "./random.ts";
import type { Run } from "./run.ts";
import { complain, count } from "./tally.ts";

/** Calls one thing after the other from a device, at random, until it is told to stop, and judges each answer. */
export async function act(run: Run, place: Place, device: string, caller: Caller, random: Random): Promise<void> {
  const { tally, goesOn } = run;
  const { url, credentials } = place.space;
  const actions = actionsOf(device).map((action) => ({ action, bytes: signedRequest(action.call, url, credentials) }));
  while (goesOn()) {
    const { action, bytes } = pick(actions, random);
    await place.gate.pass(async () => {
      const right = action.mayEnd(place.ledger);
      const { outcome, body } = await caller.call(bytes());
      place.ledger.calls += 1;
      count(tally, action.name, outcome);
      const wrong = whatIsWrong(action, place, right, outcome, body);
      if (wrong) complain(tally, `${action.name} of ${device} in ${place.space.name}: ${wrong}`);
    });
  }
}

function whatIsWrong(
  action: Action,
  { ledger }: Place,
  right: readonly string[],
  outcome: string,
  body: string,
): string | undefined {
  if (!right.includes(outcome)) return `found ${outcome}, expected ${right.join(" or ")}: ${body}`;
  return outcome === "ok" ? action.succeeded?.(ledger, body) : undefined;
}
