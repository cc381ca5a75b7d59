import type { DriverUse } from "../../generated/types.ts";
import type { DriverMessage } from "../messages.ts";
import type { Driver } from "./driver.ts";
import { type DriverProgram, startProgram } from "./process-driver.ts";

/**
 * A driver whose program is started anew for each line and ends after it, as a command of a shell does: what it knows it has
 * to keep in its storage. The line is in `GAUNTLET_MESSAGE`, what `use` and `clock` said in variables of their own.
 */
export function oneShotDriver(program: DriverProgram): () => Promise<Driver> {
  return async () => {
    let environment: Record<string, string> = {};
    let said = "";
    const askOnce = async (message: DriverMessage): Promise<never> => {
      const env = { ...environment, GAUNTLET_MESSAGE: JSON.stringify(message), GAUNTLET_VERB: message.verb };
      const once = await startProgram({ ...program, env });
      try {
        return (await once.ask(message)) as never;
      } finally {
        said = `${said}${once.said()}`.slice(-16_384);
        await once.kill();
      }
    };
    return {
      ask: async (message) => {
        if (message.verb === "use") environment = environmentOf(message);
        if (message.verb === "clock") environment = { ...environment, GAUNTLET_CLOCK: message.at };
        if (message.verb === "use" || message.verb === "clock" || message.verb === "end") return {} as never;
        return askOnce(message);
      },
      kill: async () => {},
      said: () => said,
    };
  };
}

function environmentOf(use: DriverUse): Record<string, string> {
  const [firstKey = "", secondKey = ""] = use.publicKeys;
  return {
    LICENSE_API_URL: use.url,
    LICENSE_API_KEY: use.apiKey,
    LICENSE_SHARED_KEY: use.sharedKey,
    LICENSE_PUBLIC_KEY: firstKey,
    GAUNTLET_NEXT_PUBLIC_KEY: secondKey,
    GAUNTLET_STORAGE: use.storage,
    GAUNTLET_PRODUCT: use.product,
    GAUNTLET_LICENSE_KEY: use.licenseKey,
    GAUNTLET_HARDWARE_ID: use.hardwareId,
    GAUNTLET_CERTIFICATE: use.certificate ?? "",
  };
}
