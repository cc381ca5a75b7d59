import type { Measurement } from "../bench-run.ts";
import { browserBundle } from "../browser-bundle.ts";
import { figure } from "../report.ts";

/**
 * What a page downloads to mock the API by the browser entry, msw itself left out. The build fails when anything in it
 * needs `node:`, which is the other half of the promise.
 */
export const browserSize: Measurement = async ({ root }) => {
  const { minifiedKB, gzipKB } = await browserBundle(root, `export * from "./dist/browser.js";\n`);
  const notes = [`${minifiedKB.toFixed(1)} KB before compression`];
  return [figure({ name: "browser entry, gzip, without msw", unit: "KB", goal: { atMost: 70 }, notes }, [gzipKB])];
};
