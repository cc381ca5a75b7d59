import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Role } from "../src/contract/case.ts";
import { cases } from "../src/contract/cases/index.ts";
import { runContract } from "../src/contract/run.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { largeWorld } from "../src/mock/world/large-world.ts";

const clock = "2026-11-22T12:00:00.000Z";
const baseUrl = "https://license-api.test";

/** A mock that holds the present state of another, by way of a world file written as JSON. */
function copyOf(mock: Mock): Mock {
  const world = JSON.parse(JSON.stringify(mock.world.export()));
  return createMock({ world, clock: mock.clock.now(), policy: mock.policy });
}

/** Every record, by table and id: in which order tables hold them is no part of a world. */
function records(mock: Mock): unknown {
  const { tables, lastId, roles } = mock.snapshot();
  const sorted = Object.entries(tables).map(([name, rows]) => [name, [...rows.values()].sort((a, b) => a.id - b.id)]);
  return { lastId, roles, tables: sorted };
}

/** Every request of the contract, as it is sent; the first of each case apart. */
async function contractRequests(): Promise<{ all: Request[]; first: Request[] }> {
  const mock = createMock({ clock });
  const [all, first]: [Request[], Request[]] = [[], []];
  for (const contractCase of cases) {
    mock.reset();
    let sent = 0;
    const send = async (request: Request) => {
      all.push(request.clone());
      if (sent++ === 0) first.push(request.clone());
      return mock.fetch(request);
    };
    const target = { ...mock, baseUrl, roles: mock.roles as Record<string, Role> };
    for await (const _result of runContract({ target, cases: [contractCase], fetch: send }));
  }
  return { all, first };
}

/** What a mock would answer, without having been asked. */
async function wouldAnswer(mock: Mock, request: Request): Promise<[number, string]> {
  const snapshot = mock.snapshot();
  const response = await mock.fetch(request.clone());
  mock.restore(snapshot);
  return [response.status, await response.text()];
}

describe("an exported world", () => {
  let requests: Awaited<ReturnType<typeof contractRequests>>;
  beforeAll(async () => {
    requests = await contractRequests();
  });

  test("answers every first request of the contract as the original does, whatever was called before", async () => {
    const step = fc.oneof(
      { weight: 9, arbitrary: fc.nat().map((call) => ({ call })) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 }).map((days) => ({ days })) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 80 }), async (steps) => {
        const mock = createMock({ clock });
        for (const next of steps) {
          if ("days" in next) mock.clock.advance({ days: next.days });
          else await mock.fetch((requests.all[next.call % requests.all.length] as Request).clone());
        }
        const copy = copyOf(mock);
        for (const request of requests.first) {
          const place = `${request.method} ${request.url}`;
          expect([place, ...(await wouldAnswer(copy, request))]).toEqual([
            place,
            ...(await wouldAnswer(mock, request)),
          ]);
        }
        expect(records(copy)).toEqual(records(mock));
      }),
      { numRuns: 6 },
    );
  }, 120_000);

  test("holds the same records as the original where all calls of the contract were made", async () => {
    const mock = createMock({ clock });
    for (const request of requests.all) await mock.fetch(request.clone());
    expect(records(copyOf(mock))).toEqual(records(mock));
  });
});

test("a large world is exported as it is", () => {
  const mock = createMock({ world: largeWorld({ licenses: 2_000 }), clock });
  expect(records(copyOf(mock))).toEqual(records(mock));
});

test("a space's world is exported with the space's credentials", () => {
  const space = createMock({ clock }).space("a");
  const copy = createMock({ world: space.world.export(), clock });
  expect(copy.credentials).toEqual(space.credentials);
  expect(copy.roles).toEqual(space.roles);
});

test("ids that a file states are kept, later ones are larger, and one that stands twice is refused", async () => {
  const world = {
    companies: [{ name: "c" }],
    apiKeys: [{ apiKey: "a", sharedKey: "s" }],
    products: [{ code: "p" }],
    licenses: [{ id: 7_000_000_000_000_000, product: "p", licenseKey: "one" }],
  };
  const mock = createMock({ world });
  expect(mock.world.licenses.find({ licenseKey: "one" })?.id).toBe(7_000_000_000_000_000);
  expect(mock.world.licenses.add({ product: "p", licenseKey: "two" }).id).toBeGreaterThan(7_000_000_000_000_000);
  const twice = { ...world, licenses: [...world.licenses, { ...world.licenses[0], licenseKey: "two" }] };
  expect(() => createMock({ world: twice as never })).toThrow(
    "licenses[1].id: found 7000000000000000, expected an id that nothing else in licenses has",
  );
});
