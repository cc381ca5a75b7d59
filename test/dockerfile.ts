import { readFileSync } from "node:fs";

/** One instruction of a Dockerfile: `RUN npm ci` has the name RUN and the text `npm ci`. */
export interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** A stage of a Dockerfile; the last one is the image. */
export interface Stage {
  readonly from: string;
  readonly name: string | undefined;
  readonly instructions: readonly Instruction[];
}

/** Reads the stages of a Dockerfile. */
export function readStages(file: string): Stage[] {
  const text = readFileSync(file, "utf8").replace(/^\s*#.*\n/gm, "");
  const stages: (Stage & { instructions: Instruction[] })[] = [];
  for (const line of text.replace(/\\\n\s*/g, "").split("\n")) {
    const [, name = "", rest = ""] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    const [from = "", , stage] = rest.split(/\s+/);
    if (name === "FROM") stages.push({ from, name: stage, instructions: [] });
    else if (name) stages.at(-1)?.instructions.push({ name, text: rest });
  }
  return stages;
}

/** The one instruction of a name. */
export function instructionIn({ instructions }: Stage, name: string): string {
  const [found, ...others] = instructions.filter((instruction) => instruction.name === name);
  if (!found || others.length > 0) throw new Error(`${name}: found ${others.length + (found ? 1 : 0)}, expected one`);
  return found.text;
}

/** The command of an instruction in its exec form, flags in front of it left out. */
export function commandOf(text: string): [string, ...string[]] {
  return JSON.parse(text.slice(text.indexOf("[")));
}
