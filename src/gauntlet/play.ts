import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { certificates } from "./certificates.ts";
import type { Driver, StartDriver } from "./drivers/driver.ts";
import type { Capability, DriverAnswers, DriverMessage } from "./messages.ts";
import type { Scenario } from "./scenario.ts";
import { openStage, type ScenarioStage } from "./stage.ts";
import { names } from "./stage-world.ts";

/** A scenario under way. */
export interface Play {
  readonly scenario: Scenario;
  readonly stage: ScenarioStage;
  /** What the client claims to be able to do. */
  can(capability: Capability): boolean;
  driver(): Driver;
  ask<M extends DriverMessage>(message: M): Promise<DriverAnswers[M["verb"]]>;
  /** Sets the client's clock, where it has one, to the true time and how far it is off. */
  setClock(): Promise<void>;
  /** Opens the application, over what its storage holds. */
  use(): Promise<void>;
  /** Cuts its power, and opens it again. */
  killAndUse(): Promise<void>;
  /** Closes it. */
  end(): Promise<void>;
  /** Folder that the client keeps its things in. */
  readonly storage: string;
  /** What the client is from now on. */
  moveTo(hardwareId: string, storage: string): void;
  /** Which license it is for from now on. */
  licenseTo(licenseKey: string): void;
  /** What the client wrote to be carried to the server; empty where it wrote nothing. */
  carried(): string;
  hardwareId(): string;
  /** Another folder of this play. */
  folder(name: string): string;
  /** How far the client's clock is from the true time. */
  clockOff: number;
  /** The client's end of the license, as it said last. */
  until: string | null | undefined;
  /** Calls that came before are not counted. */
  marked: number;
  /** All that the driver has answered so far, as text. */
  readonly answered: string[];
  close(): Promise<void>;
}

/** Sets a play up. */
export async function openPlay(
  scenario: Scenario,
  first: Driver,
  can: readonly Capability[],
  start: StartDriver,
): Promise<Play> {
  const stage = await openStage(scenario);
  const root = mkdtempSync(join(tmpdir(), "license-api-kit-gauntlet-"));
  let driver = first;
  let hardwareId: string = scenario.hardwareId ?? names.hardwareId;
  let licenseKey: string = names.licenseKey;
  let storage = folder("storage");
  let isEnded = false;

  function folder(name: string): string {
    return mkdtempSync(join(root, `${name}-`));
  }

  async function setClock(): Promise<void> {
    if (can.includes("clock"))
      await play.ask({ verb: "clock", at: new Date(stage.now() + play.clockOff).toISOString() });
  }

  const play: Play = {
    scenario,
    stage,
    can: (capability) => can.includes(capability),
    driver: () => driver,
    ask: async (message) => {
      const answer = await driver.ask(message);
      play.answered.push(JSON.stringify(answer));
      return answer;
    },
    setClock,
    use: async () => {
      isEnded = false;
      await play.ask({
        verb: "use",
        ...{ url: stage.url, apiKey: names.apiKey, sharedKey: names.sharedKey },
        publicKeys: scenario.keys === "two" ? [stage.mock.publicKey, stage.mock.nextPublicKey] : [stage.mock.publicKey],
        ...{ storage, product: names.product, licenseKey, hardwareId },
        ...(scenario.https && { certificate: certificates.trusted.cert }),
      });
      await setClock();
    },
    killAndUse: async () => {
      await driver.kill();
      driver = await start();
      await play.ask({ verb: "hello", protocol: 1 });
      await play.use();
    },
    end: async () => {
      if (!isEnded) await play.ask({ verb: "end" });
      isEnded = true;
    },
    get storage() {
      return storage;
    },
    moveTo: (otherHardwareId, otherStorage) => {
      hardwareId = otherHardwareId;
      storage = otherStorage;
    },
    licenseTo: (other) => {
      licenseKey = other;
    },
    carried: () => {
      const file = join(root, "offline.request");
      return existsSync(file) ? readFileSync(file, "utf8") : "";
    },
    hardwareId: () => hardwareId,
    folder,
    clockOff: 0,
    until: undefined,
    marked: 0,
    answered: [],
    close: async () => {
      await stage.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
  return play;
}
