import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { languages } from "../examples/languages.ts";
import { type Prepared, prepare } from "../examples/prepare.ts";
import { convictions, type KindConvictions } from "./verifiers/typescript/convictions.ts";

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const inTypeScript = convictions();

describe("verifiers in TypeScript", () => {
  test.each(inTypeScript)("of $kind are told apart by its vectors", expectToldApart);
});

// Of what the example in Python needs, where it can be had
const python = languages.find(({ folder }) => folder === "python");
const ready: Prepared = python ? prepare(python) : { lacks: "there is no example in Python" };
const reason = "lacks" in ready ? ` (skipped: ${ready.lacks})` : "";
if (reason) console.warn(`verifiers in Python${reason}`); // the default reporter prints no skipped titles

test.skipIf(reason)(`verifiers in Python are told apart by the vectors${reason}`, () => {
  const kinds = convictionsInPython();
  expect(kinds.map(({ kind }) => kind)).toEqual(inTypeScript.map(({ kind }) => kind));
  for (const kind of kinds) expectToldApart(kind);
});

/** The right one agrees with all, a lawful one with what must, and every wrong one is convicted. */
function expectToldApart({ right, lawful, wrong }: KindConvictions): void {
  expect(right).toMatchObject({ must: [], observed: [] });
  expect(lawful.filter(({ must }) => must.length > 0)).toEqual([]);
  expect(wrong.filter(({ must, observed }) => must.length + observed.length === 0)).toEqual([]);
  expect(wrong.length).toBeGreaterThan(3);
}

function convictionsInPython(): KindConvictions[] {
  const args = [pathOf("verifiers/python/convict.py"), pathOf("../fixtures/vectors")];
  const env = "env" in ready ? ready.env : process.env;
  const { status, stdout, stderr } = spawnSync("python3", args, { env, encoding: "utf8", timeout: 60_000 });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout);
}
