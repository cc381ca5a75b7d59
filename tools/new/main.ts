import { spawnSync } from "node:child_process";
import { newEndpoint } from "./endpoint.ts";
import { newFault } from "./fault.ts";
import { newPolicy } from "./policy.ts";
import { newReport } from "./report.ts";

// npm run new KIND NAME: writes a skeleton that compiles and is green, to be made what it should be. CONTRIBUTING.md has
// the recipe of each kind.

const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const kinds: Readonly<Record<string, { make: (name: string) => void; names: RegExp; example: string }>> = {
  endpoint: { make: newEndpoint, names: kebab, example: "pause-license" },
  fault: { make: newFault, names: kebab, example: "cut-answer" },
  policy: { make: newPolicy, names: /^[a-z][a-zA-Z0-9]*$/, example: "pausedCheck" },
  report: { make: newReport, names: kebab, example: "plain-text" },
};

const [kind = "", name = ""] = process.argv.slice(2);
const row = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
if (!row) refuse(`found the kind ${JSON.stringify(kind)}, expected one of ${Object.keys(kinds).join(", ")}`);
else if (!row.names.test(name)) refuse(`found the name ${JSON.stringify(name)}, expected one like ${row.example}`);
else {
  try {
    row.make(name);
    spawnSync("npx", ["biome", "check", "--write", "src", "schemas", "test"], { stdio: "ignore" });
    console.log("next: npm run generate, then what CONTRIBUTING.md says");
  } catch (error) {
    refuse((error as Error).message);
  }
}

function refuse(message: string): void {
  console.error(`npm run new ${kind}: ${message}`);
  process.exitCode = 2;
}
