import type { TestInfo } from "@playwright/test";
import type { RemoteSpace } from "../../control/client/remote.ts";
import { harOf } from "../../traffic/har.ts";
import { journalTail } from "../test/journal-tail.ts";

/**
 * Attaches the journal of a space to the report of a test: its end as a text, and all that it keeps as a HAR file for a
 * browser's developer tools. Secrets are masked in both, as they are in the journal. The text has the newest call first,
 * as reporters that print it cut it off after a few lines.
 */
export async function attachJournal({ name, url, journal }: RemoteSpace, testInfo: TestInfo): Promise<void> {
  const entries = await journal.entries();
  const tail = `What the space ${name} received, newest first:\n${journalTail(entries.slice(-10).reverse())}`;
  await testInfo.attach("license-api-journal.txt", { body: tail, contentType: "text/plain" });
  const har = JSON.stringify(harOf(entries, { baseUrl: url }), undefined, 2);
  await testInfo.attach("license-api-journal.har", { body: har, contentType: "application/json" });
}
