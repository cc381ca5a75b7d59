import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { apiUrl } from "./api-url.ts";
import { type ServedPage, serveFiles, workerScript } from "./serve-files.ts";

// connect-src names the API although the worker answers for it: the policy is judged before the worker is asked.
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  `connect-src 'self' ${apiUrl}`,
  "base-uri 'none'",
].join("; ");

const html = `<!doctype html><meta charset="utf-8"><title>smoke</title><script type="module" src="/page.js"></script>`;

/** Serves the bundled page and msw's worker script from a free loopback port, under a policy without eval or inline code. */
export async function servePage(entry = fileURLToPath(new URL("page.ts", import.meta.url))): Promise<ServedPage> {
  const worker = { type: "text/javascript", content: await workerScript() };
  const files = new Map([
    ["/", { type: "text/html", content: html }],
    ["/page.js", { type: "text/javascript", content: await bundlePage(entry) }],
    ["/mockServiceWorker.js", worker],
    ["/folder/mockServiceWorker.js", worker],
    ["/own-path", { type: "text/plain", content: "from the page's own server" }],
  ]);
  return serveFiles(files, contentSecurityPolicy);
}

async function bundlePage(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "chrome120",
    write: false,
    logLevel: "silent",
  });
  return outputFiles.map((file) => file.text).join("");
}
