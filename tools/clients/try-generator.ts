import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { description, type Generator } from "./generator.ts";
import { runStep, type Step } from "./run-step.ts";
import { packages } from "./typescript-generators.ts";

/** What came of one generator. */
export interface Outcome {
  readonly name: string;
  readonly verdict: "works" | "made only" | "not here" | "FAILED";
  /** What is missing, or what failed. */
  readonly reason: string;
  /** Seconds of the stages that ran: make, compile, call. */
  readonly seconds: readonly number[];
}

/** What a program must print. */
export interface Expected {
  readonly env: Readonly<Record<string, string>>;
  readonly printed: string;
}

/** Makes a client in a folder of its own, compiles it and makes its calls, as far as the machine has the tools. */
export async function tryGenerator(generator: Generator, work: string, expected: Expected): Promise<Outcome> {
  const { name, needs, make, compile, call } = generator;
  const seconds: number[] = [];
  const ended = (verdict: Outcome["verdict"], reason = ""): Outcome => ({ name, verdict, reason, seconds });
  const lacksToMake = missing(needs.make);
  if (lacksToMake) return ended("not here", lacksToMake);
  const folder = prepare(generator, work);
  const stage = async (steps: readonly Step[]): Promise<string> => {
    const start = performance.now();
    let printed = "";
    for (const step of steps) printed = await runStep({ ...step, env: expected.env }, folder);
    seconds.push((performance.now() - start) / 1000);
    return printed;
  };
  try {
    await stage([make]);
    const lacksToCompile = missing(needs.compile);
    if (lacksToCompile) return ended("made only", lacksToCompile);
    await stage(compile);
    if (!call) return ended("made only", "there is no program of calls in its language");
    const printed = await stage([call]);
    if (printed.trim() === expected.printed) return ended("works");
    return ended("FAILED", `found\n${printed}expected\n${expected.printed}`);
  } catch (error) {
    return ended("FAILED", (error as Error).message);
  }
}

function missing(tools: readonly string[]): string {
  const lacking = tools.filter((tool) => spawnSync("sh", ["-c", `command -v ${tool}`]).status !== 0);
  return lacking.length > 0 ? `there is no ${lacking.join(", ")} here` : "";
}

function prepare({ name, files }: Generator, work: string): string {
  const folder = join(work, name.replaceAll(" ", "-"));
  mkdirSync(folder);
  symlinkSync(packages, join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  copyFileSync(
    fileURLToPath(new URL(`../../src/generated/${description}`, import.meta.url)),
    join(folder, description),
  );
  for (const [file, place] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, place)), { recursive: true });
    copyFileSync(fileURLToPath(new URL(`programs/${file}`, import.meta.url)), join(folder, place));
  }
  return folder;
}
