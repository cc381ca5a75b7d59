import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { drivers, prepareDriver } from "../examples/drivers.ts";
import { runGauntlet, scenariosOf, startProgram } from "../src/gauntlet/index.ts";

// The client in each language stands the frozen set: all of it where all is played, else a share, another one for each.

const isThorough = process.env.LICENSE_API_KIT_THOROUGH !== undefined;
const share = 8;

const folder = mkdtempSync(join(tmpdir(), "license-api-kit-gauntlet-languages-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Beside what other tests build, as they run at the same time; what takes long to build is there for the next time. */
const builds = {
  GO_BUILD_DIR: join(folder, "go"),
  JAVA_BUILD_DIR: join(folder, "java"),
  CARGO_TARGET_DIR: join(tmpdir(), "license-api-kit-rust-example"),
  CPP_BUILD_DIR: join(folder, "cpp"),
};

test.each(drivers.map((driver, at) => [driver.folder, driver, at] as const))(
  "the example client in %s stands what it must, of what it can",
  async (_name, driver, at) => {
    const ready = prepareDriver(driver, { ...process.env, ...builds });
    if ("lacks" in ready) {
      if (process.env.CI === "true") throw new Error(ready.lacks);
      console.warn(`skipped: ${ready.lacks}`);
      return;
    }
    const { cwd, env } = ready;
    const [program = "", ...args] = driver.command;
    const start = () => startProgram({ command: [program, ...args], cwd, env: env as Record<string, string> });
    const scenarios = scenariosOf("2026.1").filter((_one, place) => isThorough || (place + at) % share === 0);
    const wrong: unknown[] = [];
    let judged = 0;
    for await (const { scenario, verdict, claims } of runGauntlet({ start, scenarios, workers: 4 })) {
      if (verdict !== "not-applicable") judged += 1;
      if (verdict === "failed" || verdict === "not-judged")
        wrong.push([scenario.id, claims.filter((one) => one.verdict !== "held")]);
    }
    expect(wrong).toEqual([]);
    expect(judged).toBeGreaterThan(scenarios.length / 3);
  },
  600_000,
);
