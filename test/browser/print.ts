import { chromium } from "playwright-core";
import { findChromium } from "./find-chromium.ts";
import { servePage } from "./serve-page.ts";

/** What a page whose script this is writes to the console first, within ten seconds. */
export async function printedByPage(entry: string): Promise<string> {
  const found = findChromium();
  if ("missing" in found) throw new Error(found.missing);
  const served = await servePage(entry);
  const browser = await chromium.launch({
    executablePath: found.executablePath,
    args: ["--no-sandbox"],
    timeout: 20_000,
  });
  try {
    const page = await browser.newPage();
    const message = page.waitForEvent("console", { timeout: 10_000 });
    await page.goto(served.url, { timeout: 10_000 });
    return `${(await message).text()}\n`;
  } finally {
    await browser.close();
    await served.close();
  }
}
