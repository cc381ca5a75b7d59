import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";

/** A page's address and how to stop serving it. */
export interface ServedPage {
  url: string;
  close(): Promise<void>;
}

/** A file as a server sends it. */
export interface ServedFile {
  type: string;
  content: string | Uint8Array;
}

/** Serves files by their paths from a free loopback port; each answer has the policy, and all else is a 404. */
export async function serveFiles(files: ReadonlyMap<string, ServedFile>, policy: string): Promise<ServedPage> {
  const server = createServer((request, response) => {
    const file = files.get(request.url?.split("?")[0] ?? "");
    response.setHeader("content-security-policy", policy);
    if (file) response.setHeader("content-type", `${file.type}; charset=utf-8`).end(file.content);
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

/** The very script `npx msw init` copies. One of another msw version works, but the page warns of it. */
export async function workerScript(): Promise<string> {
  return readFile(createRequire(import.meta.url).resolve("msw/mockServiceWorker.js"), "utf8");
}
