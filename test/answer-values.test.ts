import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { endpointNames } from "../src/api/endpoints.ts";
import { distinctWorld } from "./answer-values/distinct-world.ts";
import { dullFields, repeatedValues, sameByNature, twins, unseenFields } from "./answer-values/distinctness.ts";
import { answerFile, fieldsOf, filesOf } from "./answer-values/places.ts";
import { type Played, play } from "./answer-values/play.ts";
import { table } from "./answer-values/sources/index.ts";
import { story } from "./answer-values/story/index.ts";

const files = new Set(endpointNames.flatMap((name) => [...filesOf(answerFile(name))]));

describe("every field of an answer has a source", () => {
  test.each([...files].sort())("%s", (file) => {
    expect(Object.keys(table.sources[file] ?? {}).sort()).toEqual(fieldsOf(file).sort());
  });

  test("and no source is of a shape that no answer has", () => {
    expect(Object.keys(table.sources).filter((file) => !files.has(file))).toEqual([]);
  });
});

test("what the rows cannot tell is held by tests that are there", () => {
  const holders = Object.values(table.sources).flatMap((fields) =>
    Object.values(fields).flatMap((source) => ("heldBy" in source ? source.heldBy : [])),
  );
  expect([...new Set(holders)].filter((file) => !existsSync(file))).toEqual([]);
});

/** Each chapter of the story in each dialect, played once, when it is first asked for. */
const chapters = (["documents", "service"] as const).flatMap((dialect) =>
  Object.entries(story).map(([chapter, steps]) => {
    let played: Promise<Played[]> | undefined;
    return { dialect, chapter, played: () => (played ??= play(steps, dialect)) };
  }),
);
const all = async () => (await Promise.all(chapters.map(({ played }) => played()))).flat();

test.each(chapters)(
  "in the dialect of the $dialect, $chapter, each answer is what its rows say",
  async ({ played }) => {
    for (const { title, answer, expected } of await played()) expect.soft(answer, title).toEqual(expected);
  },
);

describe("the world tells each value from what else could stand there:", () => {
  test("all endpoints are called", async () => {
    const called = new Set((await all()).map(({ endpoint }) => endpoint));
    expect([...called].sort()).toEqual([...endpointNames].sort());
  });

  test("each field that the mock gives is shown", async () => {
    const shown = (await all()).flatMap((played) => played.shown);
    expect(unseenFields(shown, table)).toEqual([]);
  });

  test("each field shows two values, and not only empty ones", async () => {
    const shown = (await all()).flatMap((played) => played.shown);
    expect(dullFields(shown, table)).toEqual([]);
  });

  test("no two fields of an object are always the same", async () => {
    const shown = (await all()).flatMap((played) => played.shown);
    expect(twins(shown, table).sort()).toEqual(Object.keys(sameByNature).sort());
  });

  test("no number or text stands twice in a field of its rows, nor is its default", () => {
    expect(repeatedValues(distinctWorld())).toEqual([]);
  });
});
