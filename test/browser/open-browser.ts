import { type BrowserContext, chromium, type Page } from "playwright-core";
import { findChromium } from "./find-chromium.ts";

/** A page and what it had to complain of: errors and warnings in its console, exceptions, breaches of its policy. */
export interface OpenPage {
  readonly page: Page;
  readonly complaints: string[];
  /** Ends the page and all that it has stored. */
  close(): Promise<void>;
}

/** A headless Chromium. */
export interface OpenBrowser {
  /** Opens an address in a page that shares nothing with others. */
  open(url: string): Promise<OpenPage>;
  close(): Promise<void>;
}

/** Starts the Chromium of this machine. @throws an Error that says where it was looked for */
export async function openBrowser(...args: string[]): Promise<OpenBrowser> {
  const found = findChromium();
  if ("missing" in found) throw new Error(found.missing);
  const { executablePath } = found;
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", ...args], timeout: 20_000 });
  return {
    open: async (url) =>
      openPage(await browser.newContext({ baseURL: url, viewport: { width: 900, height: 760 } }), url),
    close: () => browser.close(),
  };
}

/** Why tests with Chromium are left out here, for their names; empty where they run. In CI they are never left out. */
export function whyNoBrowser(): string {
  const found = findChromium();
  return "missing" in found && process.env.CI !== "true" ? ` (skipped: ${found.missing})` : "";
}

async function openPage(context: BrowserContext, url: string): Promise<OpenPage> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // Chromium itself logs every 4xx answer as an error, and the answers are what is tested.
    const isAnswer = message.text().startsWith("Failed to load resource");
    if (["error", "warning"].includes(message.type()) && !isAnswer) complaints.push(message.text());
  });
  await page.goto(url, { timeout: 10_000 });
  const close = () => {
    for (const told of ["pageerror", "console"] as const) page.removeAllListeners(told); // what is cut off now is no complaint
    return context.close();
  };
  return { page, complaints, close };
}
