import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Copies what a client keeps, as somebody does who has one license and two machines. */
export function copyStorage(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
}

/** Removes what a client keeps. */
export function emptyStorage(folder: string): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
}

/**
 * Edits what a client keeps, as somebody does who wants more: every year that it names lies a century later, `false` is
 * `true`, and what was switched off is on. In plain texts, and in those that are base64 of such.
 */
export function editStorage(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) editStorage(path);
    else writeFileSync(path, edited(readFileSync(path)));
  }
}

function edited(bytes: Buffer): Buffer {
  const text = bytes.toString("utf8");
  if (text.includes("\ufffd")) return bytes; // no text: who keeps bytes is attacked by the scenarios that copy
  const inside = text.replace(/[A-Za-z0-9+/]{40,}={0,2}/g, (part) => {
    const decoded = Buffer.from(part, "base64").toString("utf8");
    return isReadable(decoded) ? Buffer.from(wanted(decoded)).toString("base64") : part;
  });
  return Buffer.from(wanted(inside));
}

function isReadable(text: string): boolean {
  return /^[\s -~]+$/.test(text);
}

function wanted(text: string): string {
  return text
    .replace(/\b20(\d\d-\d\d)/g, "21$1")
    .replace(/\b1[789]\d{11}\b/g, (ms) => String(Number(ms) + 3_155_760_000_000))
    .replace(/\b1[789]\d{8}\b/g, (seconds) => String(Number(seconds) + 3_155_760_000))
    .replace(/\bfalse\b/g, "true");
}
