import { expect, test } from "vitest";
import { cli, run } from "./command.ts";
import { lacking } from "./tools.ts";

const noBash = lacking("bash");
const scriptFor = async (shell: string) => (await run(process.execPath, [cli, "completion", shell])).stdout;

/** What bash offers for the last word of a command line. */
async function offered(...words: string[]): Promise<string[]> {
  const line = ["license-api-kit", ...words].map((word) => `'${word}'`).join(" ");
  const ask = `COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _license_api_kit; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = await run("bash", ["-c", `${await scriptFor("bash")}\n${ask}`]);
  expect(stderr).toBe("");
  return stdout.split("\n").filter((word) => word !== "");
}

test.skipIf(noBash).each([
  [["c"], ["ctl", "contract", "completion"]],
  [
    ["ctl", "clock", "a"],
    ["advance", "advance-to"],
  ],
  [
    ["serve", "--auth", ""],
    ["verify", "headers", "auto", "off"],
  ],
  [
    ["ctl", "--url", "http://127.0.0.1:1", "fault", "add", "delay", "--m"],
    ["--ms", "--minutes"],
  ],
  [
    ["ctl", "fault", "add", "delay", "--endpoint", "check-l"],
    ["check-license", "check-license-feature"],
  ],
  [["ctl", "world", "get", "lic"], ["licenses"]],
  [["ctl", "clock", "advance-to", "KEY", "exp"], ["expiry"]],
  [["ctl", "reset", "--sp"], ["--space"]],
  [["verify", "--body", ""], []],
])("bash completes %j", async (words, expected) => {
  expect((await offered(...words)).sort()).toEqual([...expected].sort());
});

test.each(["bash", "zsh", "fish"])("the script for %s knows every command", async (shell) => {
  const script = await scriptFor(shell);
  for (const name of ["serve", "ctl", "sign", "verify", "contract", "proxy", "world", "advance-to", "snapshot"]) {
    expect(script).toContain(name);
  }
});

test("another shell is bad usage", async () => {
  const { status, stderr } = await run(process.execPath, [cli, "completion", "tcsh"]);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/bash, zsh, fish/) });
});
