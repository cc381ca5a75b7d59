import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** The strict kilobyte: 40 KB are 40,000 bytes. */
export const bytesPerKilobyte = 1000;

/** What a page downloads, in kilobytes. */
export interface BrowserBundle {
  minifiedKB: number;
  gzipKB: number;
}

/**
 * Bundles a module for a page, msw left out, as a page that uses it has it already.
 *
 * @param source the module's text; its relative imports start from `root`
 * @throws when anything in it needs `node:`, which a page does not have
 */
export async function browserBundle(root: string, source: string): Promise<BrowserBundle> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: root },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    external: ["msw"],
    logLevel: "error", // it would warn of each shared chunk that a page does not need
  });
  const minified = outputFiles[0]?.contents ?? new Uint8Array();
  return {
    minifiedKB: minified.length / bytesPerKilobyte,
    gzipKB: gzipSync(minified, { level: 9 }).length / bytesPerKilobyte,
  };
}
