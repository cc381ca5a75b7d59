import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { test as base } from "license-api-kit/playwright";

export { expect } from "license-api-kit/playwright";

const serverFile = fileURLToPath(new URL("server.js", import.meta.url));

/**
 * Each test has a backend of its own, with the credentials of the test's space in its environment: they say which space
 * its calls are for, and the backend needs no change to be tested. `page.goto("/")` opens it.
 */
export const test = base.extend({
  baseURL: async ({ mock }, use) => {
    const backend = spawn(process.execPath, [serverFile], {
      env: {
        ...process.env,
        PORT: "0",
        LICENSE_API_URL: mock.url,
        LICENSE_API_KEY: mock.credentials.apiKey,
        LICENSE_SHARED_KEY: mock.credentials.sharedKey,
        LICENSE_PUBLIC_KEY: mock.publicKey,
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      await use(await firstLineOf(backend.stdout));
    } finally {
      backend.kill();
    }
  },
});

/** The address that the backend prints once it listens. */
async function firstLineOf(input: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input })) return line;
  throw new Error("the backend ended before it listened; it says why above");
}
