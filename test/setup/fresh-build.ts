import { execFileSync } from "node:child_process";

/** Tests of the built package must not judge an older one. */
export function setup(): void {
  execFileSync(process.execPath, ["tools/fresh-build.mjs"], { stdio: "inherit" });
}
