import { setTimeout as pause } from "node:timers/promises";
import type { RemoteMock } from "../../src/control-client/index.ts";
import { signedRequest } from "../signed-request.ts";
import { check } from "./actions.ts";
import type { Caller } from "./caller.ts";
import { complain, count, type Tally } from "./tally.ts";
import { deviceName, keys, product } from "./world.ts";

const restMs = 200;

/** Opens a space, calls once, and drops it, again and again, as test suites do: what a space leaves behind adds up. */
export async function visit(mock: RemoteMock, caller: Caller, tally: Tally, goesOn: () => boolean): Promise<void> {
  const call = check({ product, license_key: keys.plain, hardware_id: deviceName(0) });
  while (goesOn()) {
    const space = await mock.space();
    const { outcome, body } = await caller.call(signedRequest(call, space.url, space.credentials)());
    count(tally, "check in a new space", outcome);
    if (outcome !== "ok") complain(tally, `check in the new ${space.name}: found ${outcome}, expected ok: ${body}`);
    if (!(await space.drop())) complain(tally, `${space.name} was gone before it was dropped`);
    await pause(restMs);
  }
}
