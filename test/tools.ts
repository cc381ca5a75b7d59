import { spawnSync } from "node:child_process";

/** Why a test cannot run here, for its title: command-line tools that it needs and this machine lacks. CI has them all. */
export function lacking(...tools: string[]): string {
  if (process.env.CI === "true") return "";
  const missing = tools.filter((tool) => spawnSync(tool, [tool === "openssl" ? "version" : "--version"]).error);
  if (missing.length === 0) return "";
  const reason = ` (skipped: this machine has no ${missing.join(", ")})`;
  console.warn(`tests that need ${tools.join(", ")}${reason}`); // the default reporter does not print skipped titles
  return reason;
}
