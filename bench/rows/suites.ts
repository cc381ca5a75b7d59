import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Measurement } from "../bench-run.ts";
import { figure } from "../report.ts";

/** The kit's own tests, once each: their goals are for two quiet cores, so on a busy machine these say little. */
export const suites: Measurement = async ({ root }) => [
  figure({ name: "the unit tier, without a build", unit: "s", goal: { atMost: 30 } }, [
    await secondsOf(root, "test:unit"),
  ]),
  figure({ name: "npm test", unit: "s", goal: { atMost: 240 } }, [await secondsOf(root, "test")]),
];

async function secondsOf(root: string, script: string): Promise<number> {
  const startedAt = performance.now();
  const child = spawn("npm", ["run", "--silent", script], { cwd: root, stdio: ["ignore", "ignore", "ignore"] });
  const endWithUs = (): void => void child.kill("SIGTERM");
  process.once("exit", endWithUs);
  const [status] = (await once(child, "close")) as [number | null];
  process.off("exit", endWithUs);
  if (status !== 0) throw new Error(`npm run ${script} ended with status ${status}.`);
  return (performance.now() - startedAt) / 1000;
}
