import { describe, expect, test } from "vitest";
import { endpointNames } from "../../src/api/endpoints.ts";
import { aimsFor } from "../../src/explore/inputs/aims.ts";
import { exploreInProcess, linesOf, unsignedMock, unsignedTarget } from "./in-process.ts";

// Requests that nobody has written, to servers in this process.

test("2,000 requests find nothing wrong with the mock, and reach every endpoint", async () => {
  const mock = unsignedMock();
  const found = await exploreInProcess(mock, { inputs: 2_000 });
  expect(linesOf(found)).toEqual([]);
  expect(Object.keys(found.inputs.requests).sort()).toEqual([...endpointNames].sort());
  expect(Object.values(found.inputs.requests).reduce((sum, one) => sum + one)).toBe(2_000);
});

test("the same seed sends the same requests", async () => {
  const sent = async (seed: number) => {
    const mock = unsignedMock();
    const urls: string[] = [];
    await exploreInProcess(mock, { inputs: 60, seed, allow: "none" }, (request) => {
      urls.push(`${request.method} ${request.url}`);
      return mock.fetch(request);
    });
    return urls;
  };
  const first = await sent(3);
  expect(await sent(3)).toEqual(first);
  expect(await sent(4)).not.toEqual(first);
});

describe("without leave to change anything", () => {
  test("no request that could is about anybody's license", () => {
    const aims = aimsFor(unsignedTarget(unsignedMock()), "none");
    expect(aims.every(({ effect }) => effect === "none")).toBe(true);
    const posted = aims.filter(({ endpoint }) => /^(activate|deactivate|add|floating|track)/.test(endpoint));
    expect(posted.length).toBeGreaterThan(20);
    for (const { endpoint, fields } of posted) {
      expect(JSON.stringify(fields), endpoint).toMatch(/NOBO-DYHA|nobody|-of-nobody/);
    }
  });

  test("nothing of a mock's world changes", async () => {
    const mock = unsignedMock();
    const tables = () =>
      JSON.stringify([
        mock.world.licenses.all(),
        mock.world.devices.all().map(({ variables }) => variables),
        mock.world.seats.all(),
      ]);
    const before = tables();
    await exploreInProcess(mock, { inputs: 600, allow: "none" });
    expect(tables() === before).toBe(true);
  });
});
