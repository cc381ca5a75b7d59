import { expect, test } from "vitest";
import { endpointNames } from "../src/api/endpoints.ts";
import { cases } from "../src/contract/cases/index.ts";
import { sentenceOf } from "../src/contract/claim.ts";
import { runContract } from "../src/contract/run.ts";
import { createMock } from "../src/mock/create-mock.ts";
import { chosenEndpoints } from "./chosen-endpoints.ts";

test.each(chosenEndpoints(endpointNames))("the mock keeps the contract of %s", async (name) => {
  const own = cases.filter(({ endpoint, policy }) => endpoint === name && policy === undefined);
  expect(own.length).toBeGreaterThan(0);
  const departures: Record<string, unknown> = {};
  for (const contractCase of own) {
    const mock = createMock();
    const target = { ...mock, baseUrl: "https://license-api.test" };
    const fetch = (request: Request) => mock.fetch(request);
    for await (const { verdict, claims, reason } of runContract({
      ...{ target, fetch },
      cases: [contractCase],
      allow: "permanent",
    })) {
      const found = claims.filter((claim) => claim.verdict !== "held").map(sentenceOf);
      if (verdict !== "passed") departures[contractCase.id] = [verdict, reason, ...found];
    }
  }
  expect(departures).toEqual({});
});
