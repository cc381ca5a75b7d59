import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";
import type { MockFixtureOptions } from "license-api-kit/playwright";

// A Chromium of the machine, where there is one; else the one that `npx playwright install chromium` fetches
const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = process.env.CHROMIUM ?? places.find((place) => existsSync(place));

export default defineConfig<MockFixtureOptions>({
  testDir: ".",
  fullyParallel: true,
  workers: 2,
  reporter: "list",
  use: {
    browserName: "chromium",
    launchOptions: executablePath === undefined ? {} : { executablePath },
    // mockUrl: "http://127.0.0.1:8080" uses a server that runs; without it each worker starts its own
  },
});
