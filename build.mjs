// src/ → dist/: the OpenAPI files, one bundle an entry with shared chunks, the server of the command line as a program of its own, the
// type declarations beside them, and what is said of the packages of others.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { build } from "esbuild";
import { writeStamp } from "./tools/build-stamp.mjs";

/** @type {import("esbuild").BuildOptions} */
const shared = {
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "neutral",
  target: "es2022",
  logLevel: "warning",
  metafile: true,
};
/** `serve` is built below, so main.ts finds it beside itself. */
const serveBeside = {
  name: "serve-beside",
  setup: (builder) =>
    builder.onResolve({ filter: /\/only-serve\.ts$/ }, () => ({ path: "./serve/only-serve.js", external: true })),
};

execFileSync(process.execPath, ["--import", "tsx", "tools/generate/descriptions.ts"], { stdio: "inherit" });
rmSync("dist", { recursive: true, force: true });
const library = await build({
  ...shared,
  entryPoints: {
    index: "src/index.ts",
    msw: "src/doors/msw.ts",
    browser: "src/doors/browser/index.ts",
    node: "src/doors/node.ts",
    control: "src/control/client/index.ts",
    contract: "src/doors/contract.ts",
    explore: "src/explore/index.ts",
    gauntlet: "src/gauntlet/index.ts",
    data: "src/doors/data/index.ts",
    vitest: "src/doors/vitest/index.ts",
    playwright: "src/doors/playwright/index.ts",
    cli: "src/cli/main.ts",
  },
  outdir: "dist",
  external: ["node:*"],
  packages: "external",
  chunkNames: "chunks/[name]-[hash]",
  plugins: [serveBeside],
});
// With the two libraries that a start needs, as finding and reading their files takes longer than running them. What only
// some servers need, they load from where it was installed.
const server = await build({
  ...shared,
  entryPoints: ["src/cli/only-serve.ts"],
  outdir: "dist/serve",
  external: ["node:*", "hono", "hono/*", "@hono/*", "classic-level", "@redis/client"],
  minifyWhitespace: true,
  banner: {
    js: '/*! holds code of others: see ../THIRD-PARTY-NOTICES.txt */\nimport { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
  },
});
chmodSync("dist/cli.js", 0o755);
mkdirSync("dist/schemas");
for (const path of readdirSync("schemas", { recursive: true, encoding: "utf8" })) {
  if (path.endsWith(".json")) copyFileSync(`schemas/${path}`, `dist/schemas/${basename(path)}`);
}
for (const name of ["openapi.json", "openapi.client.json", "control-openapi.json"]) {
  copyFileSync(`src/generated/${name}`, `dist/${name}`);
}
execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], { stdio: "inherit" });
const outputs = { ...library.metafile.outputs, ...server.metafile.outputs };
writeFileSync("dist/.bundles.json", JSON.stringify({ outputs }));
execFileSync(process.execPath, ["--import", "tsx", "tools/third-party/main.ts"], { stdio: "inherit" });
writeStamp();
