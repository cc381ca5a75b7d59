import { fileURLToPath } from "node:url";
import { description, type Generator } from "./generator.ts";
import { typescriptFetch } from "./openapi-generator.ts";
import type { Step } from "./run-step.ts";

/** A command of an npm package, installed beside this file and linked into each folder. */
function packaged(command: string, ...args: string[]): Step {
  return { command: `node_modules/.bin/${command}`, args };
}

const options = [
  ...["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "esnext"],
  ...["--moduleResolution", "bundler", "--lib", "es2023,dom,dom.iterable", "--types", "node"],
];

/** A client in TypeScript; its program is `programs/NAME.ts`. */
function typescript(
  name: string,
  program: string,
  make: Step,
  needs: readonly string[] = [],
  beside: string[] = [],
): Generator {
  return {
    name,
    language: "TypeScript",
    needs: { make: needs, compile: [] },
    files: {
      [`${program}.ts`]: "calls.ts",
      "sign.ts": "sign.ts",
      ...Object.fromEntries(beside.map((file) => [file, file])),
    },
    make,
    compile: [packaged("tsc", ...options, "calls.ts")],
    call: {
      command: process.execPath,
      args: ["--import", import.meta.resolve("tsx"), "calls.ts"],
      timeoutMs: 30_000,
    },
  };
}

/** The clients in TypeScript. */
export const typescriptGenerators: readonly Generator[] = [
  typescript("openapi-generator typescript-fetch", "typescript-fetch", typescriptFetch.make, typescriptFetch.needs),
  typescript(
    "openapi-typescript",
    "openapi-typescript",
    packaged("openapi-typescript", description, "-o", "generated/api.ts"),
  ),
  typescript("hey-api", "hey-api", packaged("openapi-ts", "-i", description, "-o", "generated")),
  typescript(
    "orval",
    "orval",
    packaged("orval", "--config", "orval.config.mjs"),
    [],
    ["orval.config.mjs", "orval-fetch.ts"],
  ),
];

/** Where the npm packages are. */
export const packages = fileURLToPath(new URL("node_modules", import.meta.url));
