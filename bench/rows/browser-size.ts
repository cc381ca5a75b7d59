import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import type { Measurement } from "../bench-run.ts";
import { figure } from "../report.ts";

/** The strict kilobyte: a goal of 40 KB is 40,000 bytes. */
const bytesPerKilobyte = 1000;

/**
 * What a page downloads to mock the API with msw, msw itself left out. The build fails when anything in it needs
 * `node:`, which is the other half of the promise.
 */
export const browserSize: Measurement = async ({ root }) => {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { createMock } from "./dist/index.js";\nexport { handlers } from "./dist/msw.js";\n`,
      resolveDir: root,
    },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    external: ["msw"],
  });
  const minified = outputFiles[0]?.contents ?? new Uint8Array();
  const gzipped = gzipSync(minified, { level: 9 }).length / bytesPerKilobyte;
  const notes = [`${(minified.length / bytesPerKilobyte).toFixed(1)} KB before compression`];
  return [figure({ name: "browser entry with msw adapter, gzip", unit: "KB", goal: { atMost: 40 }, notes }, [gzipped])];
};
