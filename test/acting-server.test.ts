import { describe, expect, test } from "vitest";
import type { Effect } from "../src/contract/case.ts";
import { cases, runContract } from "../src/doors/contract.ts";
import { createMock } from "../src/mock/create-mock.ts";
import { actingServer, situationOf } from "./acting-server.ts";

// What a case may do to a target is promised whatever the target answers: a server that refuses nothing shows it.

const limits: readonly Effect[] = ["none", "reversible"];

/** Of each sort of case every third, and all with LICENSE_API_KIT_THOROUGH set. */
const isThorough = process.env.LICENSE_API_KIT_THOROUGH !== undefined;

describe.each(limits)("where %s is allowed, a server that acts in spite of every refusal", (allow) => {
  const within = cases.filter(
    ({ effect }) => limits.indexOf(effect) >= 0 && limits.indexOf(effect) <= limits.indexOf(allow),
  );

  const played = within.filter((_one, at) => isThorough || at % 3 === limits.indexOf(allow));
  test.each(played.map(({ id }) => id))("is left as it was by %s", async (id) => {
    const mock = createMock();
    const before = situationOf(mock);
    const target = { ...mock, baseUrl: "https://license-api.test" };
    const notes: string[] = [];
    for await (const result of runContract({ target, cases, allow, filter: [id], fetch: actingServer(mock) })) {
      notes.push(`${result.verdict} ${result.left ?? ""}`);
    }
    expect(difference(before, situationOf(mock)), notes.join()).toEqual([]);
  });
});

test("a server that acts in spite of every refusal fails", async () => {
  const mock = createMock();
  const target = { ...mock, baseUrl: "https://license-api.test" };
  let failed = 0;
  for await (const { verdict } of runContract({ target, cases, fetch: actingServer(mock) })) {
    if (verdict === "failed") failed += 1;
  }
  expect(failed).toBeGreaterThan(500);
});

/** The lines that one text has and the other has not. */
function difference(before: string, after: string): string[] {
  const [one, other] = [before.split("\n"), after.split("\n")];
  return [
    ...one.filter((line) => !other.includes(line)).map((line) => `- ${line}`),
    ...other.filter((line) => !one.includes(line)).map((line) => `+ ${line}`),
  ];
}
