import { expect, test } from "vitest";
import { cases } from "../src/contract/cases/index.ts";
import { sentenceOf } from "../src/contract/claim.ts";
import { runContract } from "../src/contract/run.ts";
import { createMock } from "../src/mock/create-mock.ts";
import { doors } from "./doors.ts";

// Each case by itself, on a world that is put back each time, is for test/contract.test.ts.
// Through each door goes another third: what a case asks of the mock, whatever the door, `contract-run.test.ts` sees.
const ways = Object.entries(doors).map(([name, open], nth) => [name, open, nth % 3] as const);
test.each(ways)("the contract holds in one run through %s", async (_name, open, third) => {
  const mock = createMock();
  const door = await open(mock);
  const departures: Record<string, unknown> = {};
  const plain = cases.filter(({ policy }, at) => policy === undefined && at % 3 === third);
  const target = { ...mock, baseUrl: door.baseUrl };
  for await (const result of runContract({ target, cases: plain, allow: "permanent", fetch: door.send })) {
    const found = result.claims.filter((claim) => claim.verdict !== "held").map(sentenceOf);
    if (result.verdict !== "passed") departures[result.case.id] = [result.verdict, result.reason, ...found];
  }
  await door.close();
  expect(departures).toEqual({});
});
