import { type JudgedClaim, worstOf } from "../contract/claim.ts";
import type { DriverHelloAnswer } from "../generated/types.ts";
import type { Driver, DriverFailure, StartDriver } from "./drivers/driver.ts";
import { isDriverFailure } from "./drivers/driver.ts";
import { claimOfTrouble } from "./judge-client.ts";
import { openPlay, type Play } from "./play.ts";
import { playStep } from "./play-step.ts";
import type { Scenario, StoryStep } from "./scenario.ts";
import type { SeenCall } from "./stage.ts";

/** How a scenario went. */
export interface Played {
  readonly claims: readonly JudgedClaim[];
  readonly calls: readonly SeenCall[];
  /** What the driver said beside its answers, for who has to find out. */
  readonly said: string;
  /** What the client does not claim to be able to do. */
  readonly missing?: string;
}

/** What has happened before the application is opened for the first time: some clients call as they are opened. */
function isBeforeOpening(step: StoryStep): boolean {
  return ["fault", "server", "vendor", "otherDevice", "answers", "mark"].some((name) => name in step);
}

/** Plays a scenario to a client, with a driver and a server of its own. */
export async function playScenario(scenario: Scenario, start: StartDriver): Promise<Played> {
  const missing = (can: DriverHelloAnswer["can"]) => scenario.needs.find((need) => !can.includes(need));
  let driver: Driver | undefined;
  let play: Play | undefined;
  const claims: JudgedClaim[] = [];
  try {
    driver = await start();
    const hello = await driver.ask({ verb: "hello", protocol: 1 });
    const lacking = missing(hello.can);
    if (lacking !== undefined) return { claims: [], calls: [], said: "", missing: lacking };
    play = await openPlay(scenario, driver, hello.can, start);
    const opensAt = scenario.steps.findIndex((step) => !isBeforeOpening(step));
    for (const [at, step] of scenario.steps.entries()) {
      if (at === opensAt) await play.use();
      for (const claim of await playStep(step, play)) claims.push({ ...claim, step: at + 1 });
      if (worstOf(claims) === "not judged") break; // a control failed: what follows would say nothing
    }
    await play.end();
  } catch (error) {
    if (!isDriverFailure(error)) throw error;
    claims.push(claimOfTrouble(error as DriverFailure));
  } finally {
    await (play?.driver() ?? driver)?.kill();
    await play?.close();
  }
  return { claims, calls: play?.stage.calls ?? [], said: (play?.driver() ?? driver)?.said() ?? "" };
}
