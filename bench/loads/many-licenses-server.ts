import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { growWorld, type WorldFile } from "../many-licenses-world.ts";
import { type Role, type RunningTarget, startTarget } from "../target.ts";

/** Our server with a world in which one license was copied many times. */
export interface ManyLicensesServer extends RunningTarget {
  /** The copies, each with its device. */
  copies: readonly Role[];
}

/** Starts our server with so many copies of the license of a role. */
export async function startWithCopies(
  root: string,
  role: Role,
  count: number,
  ...flags: string[]
): Promise<ManyLicensesServer> {
  const template = JSON.parse(readFileSync(join(root, "fixtures/worlds/default.json"), "utf8")) as WorldFile;
  const { world, called } = growWorld(template, role, count, count);
  const folder = mkdtempSync(join(tmpdir(), "license-api-kit-bench-"));
  const file = join(folder, "world.json");
  writeFileSync(file, JSON.stringify(world));
  try {
    return { ...(await startTarget(root, "--world", file, ...flags)), copies: called };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
