import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Driver, isDriverFailure, type StartDriver } from "./drivers/driver.ts";
import type { Capability, DriverAnswers, DriverMessage } from "./messages.ts";
import { openStage } from "./stage.ts";
import { names } from "./stage-world.ts";

/** A line to a driver that is being written, with what came of it. */
export interface CheckedLine {
  readonly asked: DriverMessage;
  /** What it answered; left out where that is no answer. */
  readonly answer?: object;
  /** What is wrong, and what would be right; left out where all is. */
  readonly wrong?: string;
}

/** What may be asked of a client that claims something. */
const deeds: readonly (readonly [
  needs: Capability,
  action: "activate" | "check" | "consume" | "deactivate" | "release",
])[] = [
  ["activate", "activate"],
  ["check", "check"],
  ["consume", "consume"],
  ["floating", "release"],
  ["deactivate", "deactivate"],
];

/** Goes through every verb with a driver, against a server that does all right, and tells each line as it comes. */
export async function* checkDriver(start: StartDriver): AsyncGenerator<CheckedLine> {
  const stage = await openStage({
    license: { type: "consumption", consumption: { max: 100 }, floating: { users: 5, timeoutMinutes: 120 } },
  });
  const storage = mkdtempSync(join(tmpdir(), "license-api-kit-driver-"));
  let driver: Driver | undefined;
  try {
    try {
      driver = await start();
    } catch (error) {
      if (!isDriverFailure(error)) throw error;
      yield wrong({ verb: "hello", protocol: 1 }, `${error.trouble}: ${error.message}`);
      return;
    }
    const hello = yield* lineOf(driver, { verb: "hello", protocol: 1 });
    if (!hello) return;
    const { publicKey } = stage.mock;
    const { apiKey, sharedKey, product, licenseKey, hardwareId } = names;
    const use = {
      url: stage.url,
      apiKey,
      sharedKey,
      publicKeys: [publicKey],
      storage,
      product,
      licenseKey,
      hardwareId,
    };
    if (!(yield* lineOf(driver, { verb: "use", ...use }))) return;
    if (hello.can.includes("clock")) yield* lineOf(driver, { verb: "clock", at: new Date(stage.now()).toISOString() });
    const first = yield* lineOf(driver, { verb: "believe" });
    if (first?.usable === "yes")
      yield wrong({ verb: "believe" }, "usable: yes before anything was asked, expected no or unknown");
    for (const [needs, action] of deeds) {
      if (!hello.can.includes(needs)) continue;
      const asked = { verb: "do", action, ...(action === "consume" && { units: 1 }) } as const;
      const done = yield* lineOf(driver, asked);
      if (!done) return;
      if (!done.done)
        yield wrong(
          asked,
          `not done (${done.error ?? "no error said"}), expected done: the server refuses nothing here`,
        );
      const belief = yield* lineOf(driver, { verb: "believe" });
      const wanted = action === "deactivate" ? "no or unknown" : "yes";
      // a seat is taken by a check, not by an activation
      const isOpen = action === "release" || (action === "activate" && hello.can.includes("floating"));
      const isRight = isOpen || (belief && (belief.usable === "yes") === (wanted === "yes"));
      if (belief && !isRight)
        yield wrong({ verb: "believe" }, `usable: ${belief.usable} after ${action}, expected ${wanted}`);
    }
    yield* lineOf(driver, { verb: "end" });
  } finally {
    await driver?.kill();
    await stage.close();
    rmSync(storage, { recursive: true, force: true });
  }
}

function wrong(asked: DriverMessage, text: string): CheckedLine {
  return { asked, wrong: text };
}

/** Asks, tells, and gives the answer; undefined where there was none. */
async function* lineOf<M extends DriverMessage>(
  driver: Driver,
  asked: M,
): AsyncGenerator<CheckedLine, DriverAnswers[M["verb"]] | undefined> {
  try {
    const answer = await driver.ask(asked);
    yield { asked, answer };
    return answer;
  } catch (error) {
    if (!isDriverFailure(error)) throw error;
    yield wrong(asked, `${error.trouble}: ${error.message}`);
    return undefined;
  }
}
