import { expect, test } from "vitest";
import { cases } from "../src/contract/cases/index.ts";
import { sentenceOf } from "../src/contract/claim.ts";
import { runContract } from "../src/contract/run.ts";
import { createMock } from "../src/mock/create-mock.ts";
import { doors } from "./doors.ts";

// Each case by itself, on a world that is put back each time, is for test/contract.test.ts.
test.each(Object.entries(doors))("the whole contract holds in one run through %s", async (_name, open) => {
  const mock = createMock();
  const door = await open(mock);
  const departures: Record<string, unknown> = {};
  const plain = cases.filter(({ policy }) => policy === undefined);
  const target = { ...mock, baseUrl: door.baseUrl };
  for await (const result of runContract({ target, cases: plain, allow: "permanent", fetch: door.send })) {
    const found = result.claims.filter((claim) => claim.verdict !== "held").map(sentenceOf);
    if (result.verdict !== "passed") departures[result.case.id] = [result.verdict, result.reason, ...found];
  }
  await door.close();
  expect(departures).toEqual({});
});
