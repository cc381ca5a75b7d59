import { describe, expect, test } from "vitest";
import {
  type CaseResult,
  cases,
  cleanUp,
  type Ledger,
  type LedgerEntry,
  type RunOptions,
  runContract,
} from "../src/doors/contract.ts";
import { serve } from "../src/doors/node.ts";
import { readDefaultWorld } from "../src/generated/fixtures.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { copiesOf } from "./copies.ts";
import { fingerprint } from "./fingerprint.ts";

type Settings = Omit<RunOptions, "target" | "cases">;

/** Cases whose role another run finds used up. */
const spent = cases.filter(({ usesUp }) => usesUp !== undefined).map(({ id }) => id);

/** An order takes a quarter of a minute through a server: twenty with LICENSE_API_KIT_THOROUGH set, otherwise one. */
const isThorough = process.env.LICENSE_API_KIT_THOROUGH !== undefined;
const orders = Array.from({ length: isThorough ? 20 : 1 }, (_, seed) => seed);

describe("an unbroken server raises no alarm", () => {
  test.each(orders)("in the order of seed %i, over HTTP", async (seed) => {
    expect(await alarmsOverHttp({ seed, allow: "permanent" })).toEqual([]);
  });

  test("again and again without a reset, but for what was used up", async () => {
    const mock = createMock();
    expect(await alarmsOf(inProcess(mock, { allow: "permanent" }))).toEqual([]);
    for (const seed of [1, 2]) {
      const alarms = await alarmsOf(inProcess(mock, { seed, allow: "permanent" }));
      expect(alarms.map((alarm) => alarm.split(": ")[0]).sort()).toEqual(spent.map((id) => `blocked ${id}`).sort());
    }
  });

  test.each(isThorough ? [1, 2, 3] : [1])(
    "with 4 workers at once, each on licenses of its own, in the order of seed %i",
    async (seed) => {
      const { world, roles } = copiesOf(readDefaultWorld(), 4);
      const server = await serve(createMock({ world }));
      const target = { ...createMock(), baseUrl: server.url, roles };
      const run = runContract({ target, cases, allow: "permanent", workers: 4, seed });
      expect(await alarmsOf(run)).toEqual([]);
      await server.close();
    },
  );
});

describe("a run leaves the target as it says", () => {
  test("as before, where no effect is allowed", async () => {
    const mock = createMock();
    const before = fingerprint(mock);
    await alarmsOf(inProcess(mock, { allow: "none" }));
    expect(fingerprint(mock)).toBe(before);
  });

  test("in the same situation, where effects that can be undone are allowed", async () => {
    const mock = createMock();
    const first = await verdictsOf(inProcess(mock, { allow: "reversible" }));
    expect(await verdictsOf(inProcess(mock, { allow: "reversible" }))).toEqual(first);
    expect(await alarmsOf(inProcess(mock, { allow: "none" }))).toEqual([]);
  });

  test("put back, where it is interrupted in the middle of a case", async () => {
    const mock = createMock();
    const ledger = createLedger();
    const interruption = new AbortController();
    let calls = 0;
    const run = inProcess(mock, {
      allow: "reversible",
      ledger,
      workers: 3,
      filter: ["activate*", "floating*"],
      signal: interruption.signal,
      fetch: (request) => {
        calls += 1;
        if (calls === 200) interruption.abort();
        return mock.fetch(request);
      },
    });
    const reasons = new Set<string | undefined>();
    for await (const { verdict, reason } of run) if (verdict === "blocked") reasons.add(reason);
    expect([...reasons]).toEqual(["the run was interrupted"]);
    expect(ledger.entries).toEqual([]);
    expect(await alarmsOf(inProcess(mock, { allow: "reversible" }))).toEqual([]);
  });

  test("at once, where it is interrupted while it keeps its rate", async () => {
    const interruption = new AbortController();
    const run = inProcess(createMock(), { rate: 0.001, filter: ["products/*"], signal: interruption.signal });
    const reasons = new Set<string | undefined>();
    for await (const { reason } of run) {
      interruption.abort();
      reasons.add(reason);
    }
    expect([...reasons]).toContain("the run was interrupted");
  });

  test("put back, where nobody reads on", async () => {
    const mock = createMock();
    const ledger = createLedger();
    for await (const { case: contractCase } of inProcess(mock, { allow: "reversible", workers: 4, ledger })) {
      if (contractCase.id === "activate_license/ok") break;
    }
    expect(ledger.entries).toEqual([]);
    expect(await alarmsOf(inProcess(mock, { allow: "reversible" }))).toEqual([]);
  });

  test("put back later by the ledger, where the target was gone in the middle of a case", async () => {
    const mock = createMock();
    const target = { ...mock, baseUrl: "https://license-api.test" };
    const ledger = createLedger();
    const filter = ["deactivate_license/ok", "change_password/ok-at-once", "activate_license/ok"];
    for (const id of filter) {
      let calls = 0;
      const fetch = async (request: Request) => {
        calls += 1;
        if (calls > 1) throw new TypeError("fetch failed");
        return mock.fetch(request);
      };
      await alarmsOf(runContract({ target, cases, allow: "reversible", filter: [id], ledger, fetch }));
    }
    expect(ledger.entries.map((entry) => entry.case)).toEqual(filter);
    expect(await alarmsOf(inProcess(mock, { allow: "none" }))).not.toEqual([]);
    const { entries } = ledger;
    for await (const { undone } of cleanUp({ target, cases, entries, fetch: (request) => mock.fetch(request) })) {
      expect(undone).toEqual({ isUndone: true });
    }
    expect(await alarmsOf(inProcess(mock, { allow: "reversible" }))).toEqual([]);
  });
});

test("a world of copies holds each role as often, under names of its own", () => {
  const { world, roles } = copiesOf(readDefaultWorld(), 4);
  expect(createMock({ world }).tables.licenses.count()).toBe(4 * createMock().tables.licenses.count());
  expect(new Set(roles.activeKeyLicense?.map(({ license_key: key }) => key)).size).toBe(4);
  expect(roles.ssoUser?.[3]).toMatchObject({ id_token: "test-id-token-linus-4", code: "test-code-linus-4" });
  expect(roles.revokedKey).toHaveLength(1);
  expect(() => copiesOf(readDefaultWorld(), 0)).toThrow("expected a whole number from 1, found 0");
});

function inProcess(mock: Mock, settings: Settings): AsyncGenerator<CaseResult> {
  const target = { ...mock, baseUrl: "https://license-api.test" };
  return runContract({ target, cases, fetch: (request) => mock.fetch(request), ...settings });
}

async function alarmsOverHttp(settings: Settings): Promise<string[]> {
  const mock = createMock();
  const server = await serve(mock);
  const alarms = await alarmsOf(runContract({ target: { ...mock, baseUrl: server.url }, cases, ...settings }));
  await server.close();
  return alarms;
}

/** What is neither a pass nor left out by choice, and what was not put back, in a line each. */
async function alarmsOf(run: AsyncGenerator<CaseResult>): Promise<string[]> {
  const alarms: string[] = [];
  for await (const { case: contractCase, verdict, claims, reason, left } of run) {
    if (left !== undefined) alarms.push(`not undone ${contractCase.id}: ${left}`);
    if (["passed", "skipped", "not-applicable"].includes(verdict)) continue;
    alarms.push(`${verdict} ${contractCase.id}: ${claims.find((one) => one.verdict !== "held")?.found ?? reason}`);
  }
  return alarms;
}

async function verdictsOf(run: AsyncGenerator<CaseResult>): Promise<Record<string, string>> {
  const verdicts: Record<string, string> = {};
  for await (const { case: contractCase, verdict } of run) verdicts[contractCase.id] = verdict;
  return verdicts;
}

function createLedger(): Ledger & { readonly entries: LedgerEntry[] } {
  const entries: LedgerEntry[] = [];
  return {
    entries,
    begin: (entry) => void entries.push(entry),
    end: (entry) => void entries.splice(entries.indexOf(entry), 1),
    leave: (entry, reason) => void entries.splice(entries.indexOf(entry), 1, { ...entry, reason }),
  };
}
