import { readFileSync, writeFileSync } from "node:fs";
import { type Driver, DriverFailure } from "../../src/gauntlet/drivers/driver.ts";
import { breachesOfAnswer, type DriverMessage } from "../../src/gauntlet/messages.ts";
import type { DriverDo } from "../../src/generated/types.ts";
import { OwnClient, Refused, type Trait, Trouble } from "./own-client.ts";

const can = [
  "activate",
  "check",
  "deactivate",
  "consume",
  "features",
  "floating",
  "offline",
  "cache",
  "clock",
  "key-rotation",
  "https",
] as const;

/** How long a client in this process may think: those that hang are meant to. */
const patienceMs = 12_000;

/** A driver over a client in this process, which is as if it were another one. */
export function startOwn(...traits: readonly Trait[]): () => Promise<Driver> {
  return async () => {
    let client = new OwnClient(traits);
    const claimed = can.filter((one) => !traits.includes(`cannot ${one}`));
    const answerTo = async (message: DriverMessage): Promise<unknown> => {
      if (traits.includes("ends at once")) throw new DriverFailure("crashed", "it ended");
      switch (message.verb) {
        case "hello":
          return { name: "own", version: "1", language: "TypeScript", can: claimed };
        case "use":
          client = new OwnClient(traits);
          try {
            client.use(message);
          } catch (error) {
            throw new DriverFailure("crashed", String(error));
          }
          return {};
        case "clock":
          client.setClock(message.at);
          return {};
        case "believe":
          if (traits.includes("asks the server each time it is asked")) await client.check().catch(() => {});
          return client.believe();
        case "do":
          return deed(client, message, traits);
        case "end":
          await client.end();
          return {};
      }
    };
    return {
      ask: async (message) => {
        let timer: NodeJS.Timeout | undefined;
        const late = new Promise<never>((_resolve, reject) => {
          timer = setTimeout(() => reject(new DriverFailure("hung", `no answer to ${message.verb}`)), patienceMs);
        });
        const answer = await Promise.race([answerTo(message), late]).finally(() => clearTimeout(timer));
        const [breach] = breachesOfAnswer(message.verb, answer);
        if (breach) throw new DriverFailure("broken line", breach);
        return answer as never;
      },
      kill: async () => {},
      said: () => "",
    };
  };
}

async function deed(client: OwnClient, asked: DriverDo, traits: readonly Trait[]): Promise<unknown> {
  const hasHeard = traits.includes("believes the first answer for ever") && client.hasLearned;
  if (traits.includes("never calls") || hasHeard) return { done: true };
  try {
    await act(client, asked);
    return { done: true };
  } catch (error) {
    if (error instanceof Refused) return { done: false, error: error.code, message: error.message };
    if (error instanceof Trouble) return { done: false, error: "trouble", message: error.message };
    throw new DriverFailure("crashed", String(error));
  }
}

async function act(client: OwnClient, { action, units = 1, feature = "", file = "" }: DriverDo): Promise<void> {
  switch (action) {
    case "activate":
      return client.activate();
    case "check":
      return client.check();
    case "deactivate":
      return client.deactivate();
    case "consume":
      return client.consume(units);
    case "consume-feature":
      return client.consumeFeature(feature, units);
    case "release":
      return client.release();
    case "offline-request":
      return writeFileSync(file, client.offlineRequest());
    case "offline-file":
      return client.loadOffline(readFileSync(file, "utf8"));
  }
}
