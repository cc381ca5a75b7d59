import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { runStep } from "../tools/clients/run-step.ts";

const shell = (script: string, timeoutMs?: number) =>
  runStep({ command: "sh", args: ["-c", script], ...(timeoutMs !== undefined && { timeoutMs }) }, tmpdir());

test("a command gives what it printed", async () => {
  expect(await shell("echo made; echo aside >&2")).toBe("made\n");
});

test("a command that fails says its status and the end of what it printed", async () => {
  await expect(shell("echo half made; echo why >&2; exit 3")).rejects.toThrow(/ended with 3\nhalf made\n\nwhy$/);
});

test("a command that takes too long is ended with all that it started", async () => {
  await expect(shell("sleep 60 & sleep 60", 100)).rejects.toThrow("took longer than 0.1 s");
});

test("a command that is not there is told of", async () => {
  await expect(runStep({ command: "no-such-command", args: [] }, tmpdir())).rejects.toThrow("ENOENT");
});
