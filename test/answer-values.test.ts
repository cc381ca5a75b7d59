import { describe, expect, test } from "vitest";
import { type EndpointName, endpointNames } from "../src/api/endpoints.ts";
import type { Requests, WorldCompany } from "../src/generated/types.ts";
import { createMock } from "../src/mock/create-mock.ts";
import { distinctWorld, start } from "./answer-values/distinct-world.ts";
import { dullFields, repeatedValues, sameByNature, twins } from "./answer-values/distinctness.ts";
import { expectedAnswer, type Shown } from "./answer-values/expected-answer.ts";
import { answerFile, fieldsOf, filesOf } from "./answer-values/places.ts";
import { type Call, licenseOf } from "./answer-values/rows.ts";
import { table } from "./answer-values/sources/index.ts";
import { story } from "./answer-values/story/index.ts";
import type { Step } from "./answer-values/story/step.ts";
import { ofTrial } from "./answer-values/trial-effects.ts";
import { clientOf } from "./calls.ts";

const files = new Set(endpointNames.flatMap((name) => [...filesOf(answerFile(name))]));

describe("every field of an answer has a source", () => {
  test.each([...files].sort())("%s", (file) => {
    expect(Object.keys(table.sources[file] ?? {}).sort()).toEqual(fieldsOf(file).sort());
  });

  test("and no source is of a shape that no answer has", () => {
    expect(Object.keys(table.sources).filter((file) => !files.has(file))).toEqual([]);
  });
});

/** What objects of answers showed, and which endpoints were called. */
const shown: Shown[] = [];
const called = new Set<EndpointName>();

describe.each(["documents", "service"] as const)(
  "in the dialect of the %s, each answer is what its rows say",
  (dialect) => {
    const world = distinctWorld();
    const mock = createMock({ world: distinctWorld(), clock: start, policy: { dialect } });

    test.each(story.map((step, at): [number, string, Step] => [at, titleOf(step), step]))(
      "%i %s",
      async (_at, _title, step) => {
        if (step.at) mock.clock.set(step.at);
        const company = world.companies.find(({ name }) => name === (step.as ?? "Alpha")) as WorldCompany;
        const call: Call = { ...step, world, company, dialect, now: mock.clock.now() };
        const answer = await clientOf(mock, step.as).call(
          step.endpoint,
          step.input as unknown as Requests[EndpointName],
        );
        step.leaves?.(call, answer);
        const expected = expectedAnswer(step.endpoint, subjectOf(call, answer), table, (object) => shown.push(object));
        expect(answer).toEqual(expected);
        called.add(step.endpoint);
      },
    );
  },
);

describe("the world tells each value from what else could stand there", () => {
  test("as all endpoints were called", () => {
    expect([...called].sort()).toEqual([...endpointNames].sort());
  });

  test("as each field showed two values, and not only empty ones", () => {
    expect(dullFields(shown, table)).toEqual([]);
  });

  test("as no two fields of an object were always the same", () => {
    expect(twins(shown, table).filter((pair) => !Object.hasOwn(sameByNature, pair))).toEqual([]);
  });

  test("as no number or text stands twice in a field of its rows, nor is its default", () => {
    expect(repeatedValues(distinctWorld())).toEqual([]);
  });
});

function titleOf({ endpoint, input, as }: Step): string {
  return `${endpoint} for ${as ?? "Alpha"}: ${Object.values(input)
    .map((value) => JSON.stringify(value))
    .join(" ")}`;
}

/** What the shape of an answer is filled from. */
function subjectOf(call: Call, answer: unknown): unknown {
  if (call.endpoint === "trial-key") return ofTrial(call, answer);
  return ["check-license", "activate-license", "activate-offline"].includes(call.endpoint) ? licenseOf(call) : call;
}
