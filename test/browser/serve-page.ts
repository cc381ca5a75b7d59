import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { apiUrl } from "./api-url.ts";

/** A page's address and how to stop serving it. */
export interface ServedPage {
  url: string;
  close(): Promise<void>;
}

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
  const files = new Map([
    ["/", { type: "text/html", text: html }],
    ["/page.js", { type: "text/javascript", text: await bundlePage(entry) }],
    ["/mockServiceWorker.js", { type: "text/javascript", text: await workerScript() }],
    ["/own-path", { type: "text/plain", text: "from the page's own server" }],
  ]);
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? "");
    response.setHeader("content-security-policy", contentSecurityPolicy);
    if (file) response.setHeader("content-type", `${file.type}; charset=utf-8`).end(file.text);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
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

/** The very script `npx msw init` copies. One of another msw version works, but the page warns of it. */
async function workerScript(): Promise<string> {
  return readFile(createRequire(import.meta.url).resolve("msw/mockServiceWorker.js"), "utf8");
}
