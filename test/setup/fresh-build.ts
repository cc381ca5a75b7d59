import { execFileSync } from "node:child_process";
import { isFresh } from "../../tools/build-stamp.mjs";

/** Tests of the built package must not judge an older one. */
export function setup(): void {
  if (isFresh()) return;
  console.log("dist is missing or older than its sources: building it");
  execFileSync(process.execPath, ["build.mjs"], { stdio: "inherit" });
}
