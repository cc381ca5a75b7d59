import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { ApiError } from "license-api-kit";
import { counterfeit, openLicense } from "./licensed-application.ts";

// Lets `license-api-kit gauntlet` drive the client: each line of JSON that comes in is answered by one.

type Message = Readonly<Record<string, string>> & { readonly publicKeys?: readonly string[]; readonly units?: number };

const can = ["activate", "check", "deactivate", "consume", "offline"];
const hello = { name: "license-api-kit createClient", version: "1", language: "TypeScript", can };
let license: ReturnType<typeof openLicense>;

const verbs: Readonly<Record<string, (message: Message) => unknown>> = {
  hello: () => hello,
  use: ({ url = "", apiKey = "", sharedKey = "", publicKeys, ...named }) => {
    const { product = "", licenseKey = "", hardwareId = "" } = named;
    const ours = { product, license_key: licenseKey, hardware_id: hardwareId };
    license = openLicense({ url, apiKey, sharedKey, publicKey: publicKeys?.[0] ?? "" }, ours, 5_000);
  },
  do: async ({ action = "", ...message }) => {
    try {
      await act(action, message);
      return { done: true };
    } catch (error) {
      const { message, code, cause } = error as Error & { code?: unknown };
      const word = error instanceof ApiError || code === counterfeit ? code : "no-answer";
      return { done: false, error: word, message: (cause instanceof Error ? cause.message : message).slice(0, 300) };
    }
  },
  believe: () => {
    const isUsable = license.isUsable();
    if (isUsable === undefined) return { usable: "unknown", why: "no answer was believed" };
    if (license.endedBy() !== undefined) return { usable: "no", why: license.endedBy() };
    return { usable: isUsable ? "yes" : "no", until: license.end() };
  },
};

async function act(
  action: string,
  { file = "", units = 1 }: Pick<Message, "units"> & { file?: string },
): Promise<void> {
  if (action === "activate" || action === "check" || action === "deactivate") return license[action]();
  if (action === "consume") return license.consume(units);
  if (action === "offline-request") return writeFileSync(file, license.offlineRequest());
  if (action === "offline-file") return license.readOfflineFile(readFileSync(file, "utf8"));
  throw new Error(`the client cannot ${action}`);
}

for await (const line of createInterface({ input: process.stdin })) {
  const message: Message = JSON.parse(line);
  const answer = await verbs[message.verb ?? ""]?.(message);
  process.stdout.write(`${JSON.stringify(answer ?? {})}\n`);
  if (message.verb === "end") break;
}
process.stdin.destroy(); // else an input that stays open would keep the program
