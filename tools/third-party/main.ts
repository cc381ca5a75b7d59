import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Metafile } from "esbuild";
import { bundledNames, readPackages } from "./bundled-packages.ts";
import { noticesText } from "./notices.ts";
import { sbom } from "./sbom.ts";

// Part of the build: what others wrote of what is in dist/, as notices and as a bill of materials. Reads what esbuild put
// there, and what the generator put into src/generated/.

const root = fileURLToPath(new URL("../../", import.meta.url));
const readJson = (path: string) => JSON.parse(readFileSync(`${root}${path}`, "utf8"));

const inGenerated: string[] = readJson("src/generated/bundled.json");
const inBundles = bundledNames(readJson("dist/.bundles.json") as Metafile);
const bundled = readPackages([...new Set([...inBundles, ...inGenerated])].sort(), root);
writeFileSync(`${root}dist/THIRD-PARTY-NOTICES.txt`, noticesText(bundled));
writeFileSync(`${root}dist/sbom.cdx.json`, `${JSON.stringify(sbom(root, bundled), null, 2)}\n`);
