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

/** Cuts what a client keeps in half, as a full disk or a power cut may do. */
export function halveStorage(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) halveStorage(path);
    else writeFileSync(path, readFileSync(path).subarray(0, statSync(path).size >> 1));
  }
}

/** What is edited: moments that are written as dates, or those that are seconds and milliseconds since 1970 as well. */
export type Edit = "dates" | "dates and numbers";

/**
 * Edits what a client keeps, as somebody does who wants more: every moment lies a century later, and what is not enabled,
 * active or valid is. In plain texts, and in those that are base64 of such.
 */
export function editStorage(folder: string, edit: Edit): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) editStorage(path, edit);
    else writeFileSync(path, edited(readFileSync(path), edit));
  }
}

function edited(bytes: Buffer, edit: Edit): Buffer {
  const text = bytes.toString("utf8");
  if (text.includes("\ufffd")) return bytes; // no text: who keeps bytes is attacked by the scenarios that copy
  const inside = text.replace(/[A-Za-z0-9+/]{40,}={0,2}/g, (part) => {
    const decoded = Buffer.from(part, "base64").toString("utf8");
    return isReadable(decoded) ? Buffer.from(wanted(decoded, edit)).toString("base64") : part;
  });
  return Buffer.from(wanted(inside, edit));
}

function isReadable(text: string): boolean {
  return /^[\s -~]+$/.test(text);
}

function wanted(text: string, edit: Edit): string {
  const dates = text
    .replace(/\b20(\d\d-\d\d)/g, "21$1")
    .replace(/(\w*)(\\?"\s*:\s*)false\b/g, (all, name: string, sign: string) =>
      /enabled|active|valid|usable|allowed/i.test(name) ? `${name}${sign}true` : all,
    );
  if (edit === "dates") return dates;
  return dates
    .replace(/\b1[789]\d{11}\b/g, (ms) => String(Number(ms) + 3_155_760_000_000))
    .replace(/\b1[789]\d{8}\b/g, (seconds) => String(Number(seconds) + 3_155_760_000));
}
