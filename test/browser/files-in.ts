import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { ServedFile } from "./serve-files.ts";

const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** The files of a folder by their paths in a server, with its index.html at the root. */
export function filesIn(folder: string): Map<string, ServedFile> {
  const files = new Map<string, ServedFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const type = types[extname(path)] ?? "application/octet-stream";
    files.set(path.slice(folder.length), { type, content: readFileSync(path, "utf8") });
  }
  const index = files.get("/index.html");
  return index ? files.set("/", index) : files;
}

/** All texts of some files. */
export function textOf(files: ReadonlyMap<string, ServedFile>): string {
  return [...files.values()].map(({ content }) => content).join("\n");
}

/** The policy in a page's meta element. */
export function policyIn(page: ServedFile | undefined): string {
  const policy = /Content-Security-Policy"\s+content="([^"]+)"/.exec(String(page?.content))?.[1];
  if (policy === undefined) throw new Error("the page has no Content-Security-Policy");
  return policy;
}
