import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);

/** Writes a new file. @throws where there is one */
export function create(path: string, text: string): void {
  const file = new URL(path, root);
  if (existsSync(file)) throw new Error(`${path}: it is there already; choose another name`);
  mkdirSync(new URL(".", file), { recursive: true });
  writeFileSync(file, text);
  console.log(`  new      ${path}`);
}

/** Puts a text before the place that an anchor marks, or after it. @throws where the anchor is not in the file */
export function insert(path: string, at: { before?: string; after?: string }, text: string): void {
  const file = new URL(path, root);
  const whole = readFileSync(file, "utf8");
  const anchor = at.before ?? at.after ?? "";
  const place = whole.lastIndexOf(anchor);
  if (place < 0) throw new Error(`${path}: found no ${JSON.stringify(anchor)}, where the new part belongs`);
  const cut = at.before === undefined ? place + anchor.length : place;
  writeFileSync(file, whole.slice(0, cut) + text + whole.slice(cut));
  console.log(`  changed  ${path}`);
}

/** Changes a JSON file. */
export function changeJson<Content>(path: string, change: (content: Content) => void): void {
  const file = new URL(path, root);
  const content = JSON.parse(readFileSync(file, "utf8")) as Content;
  change(content);
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
  console.log(`  changed  ${path}`);
}

/** `track-device` as `trackDevice`. */
export function camel(name: string): string {
  return name.replace(/-(\w)/g, (_whole, letter: string) => letter.toUpperCase());
}

/** `track-device` as `TrackDevice`. */
export function pascal(name: string): string {
  const one = camel(name);
  return one.charAt(0).toUpperCase() + one.slice(1);
}
