import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

/** The charts of bench/ are drawn by a library that nothing else needs, so only who draws them installs it. */
export function setup(): void {
  if (existsSync("bench/node_modules/echarts")) return;
  console.log("bench/ has no packages yet: installing them");
  execFileSync("npm", ["--prefix", "bench", "ci", "--silent"], { stdio: "inherit" });
}
