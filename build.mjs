// src/ → dist/: one bundle an entry with shared chunks, so that a server starts without loading a hundred small files,
// and the type declarations beside them.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, rmSync } from "node:fs";
import { build } from "esbuild";

rmSync("dist", { recursive: true, force: true });
await build({
  entryPoints: {
    index: "src/index.ts",
    msw: "src/adapters/msw.ts",
    browser: "src/browser/index.ts",
    node: "src/adapters/node.ts",
    control: "src/control-client/index.ts",
    contract: "src/contract/index.ts",
    data: "src/data/index.ts",
    vitest: "src/vitest/index.ts",
    playwright: "src/playwright/index.ts",
    cli: "src/cli/main.ts",
  },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "neutral",
  external: ["node:*"],
  packages: "external",
  target: "es2022",
  chunkNames: "chunks/[name]-[hash]",
  logLevel: "warning",
});
chmodSync("dist/cli.js", 0o755);
for (const name of ["openapi.json", "control-openapi.json"]) copyFileSync(`src/generated/${name}`, `dist/${name}`);
execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], { stdio: "inherit" });
