import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";

const root = new URL("../", import.meta.url);
const stamp = new URL("dist/.sources", root);
const sources = [
  "src",
  "schemas",
  "tools",
  "build.mjs",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "tsconfig.build.json",
];
/** Made by the build itself. */
const made = /^src\/generated\/(control-)?openapi(\.client)?\.json$/;

/** Whether `dist/` is what its sources make. */
export function isFresh() {
  try {
    return readFileSync(stamp, "utf8") === fingerprint();
  } catch {
    return false;
  }
}

/** Notes what `dist/` was made of. */
export function writeStamp() {
  writeFileSync(stamp, fingerprint());
}

function fingerprint() {
  const hash = createHash("sha256");
  for (const path of sources.flatMap(filesIn).filter((one) => !made.test(one))) {
    hash.update(`${path}\n`).update(readFileSync(new URL(path, root)));
  }
  return hash.digest("hex");
}

function filesIn(path) {
  if (!statSync(new URL(path, root)).isDirectory()) return [path];
  const names = readdirSync(new URL(`${path}/`, root), { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  return names.flatMap((one) => filesIn(`${path}/${one.name}`));
}
