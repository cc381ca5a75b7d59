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

/** A command that tells by its success whether a language can be used here, and the folder to run it in. */
export interface Probe {
  readonly command: readonly [tool: string, ...args: string[]];
  readonly folder: string;
}

/** Why the example in a language cannot run here, for its title. CI too may lack languages: the kit itself needs none. */
export function lackingLanguage(language: string, { command: [tool, ...args], folder }: Probe): string {
  const { error, status } = spawnSync(tool, args, { cwd: folder, timeout: 60_000, stdio: "ignore" });
  if (!error && status === 0) return "";
  const reason = ` (skipped: ${[tool, ...args].join(" ")} ${error ? "cannot be started" : "fails"} here)`;
  console.warn(`tests of the example in ${language}${reason}`);
  return reason;
}
