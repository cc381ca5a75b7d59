import { setTimeout as pause } from "node:timers/promises";
import { signedRequest } from "../signed-request.ts";
import { plainCheck } from "./actions.ts";
import type { Caller } from "./caller.ts";
import type { Run } from "./run.ts";
import { complain, count } from "./tally.ts";

const restMs = 200;

/** Opens a space, calls once, and drops it, again and again, as test suites do: what a space leaves behind adds up. */
export async function visit({ mock, tally, goesOn }: Run, caller: Caller): Promise<void> {
  while (goesOn()) {
    const space = await mock.space();
    const { outcome, body } = await caller.call(signedRequest(plainCheck, space.url, space.credentials)());
    count(tally, "check in a new space", outcome);
    if (outcome !== "ok") complain(tally, `check in the new ${space.name}: found ${outcome}, expected ok: ${body}`);
    if (!(await space.drop())) complain(tally, `${space.name} was gone before it was dropped`);
    await pause(restMs);
  }
}
