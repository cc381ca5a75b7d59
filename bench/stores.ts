import { Collection } from "@msw/data";
import { rowSchema } from "../src/doors/data/row-schema.ts";
import { one } from "../src/mock/world/keys.ts";
import { createTable, type Remember } from "../src/mock/world/table.ts";

// tsx bench/stores.ts: finding and changing a row in the world's own tables and in @msw/data, which says why the core
// keeps its rows itself; and whether two changes at a time both count.

interface License {
  readonly id: number;
  readonly key: string;
  readonly count: number;
  readonly facts: string;
}

const licenseAt = (id: number): License => ({ id, key: `KEY-${id}`, count: 0, facts: "…" });

function countOne(draft: { count: number }): void {
  draft.count += 1;
}

/** Microseconds that one turn takes, over a quarter of a second after a first turn. */
async function timeOf(turn: () => unknown): Promise<number> {
  await turn();
  const begun = performance.now();
  let turns = 0;
  for (; performance.now() - begun < 250; turns += 1) await turn();
  return ((performance.now() - begun) * 1_000) / turns;
}

/** The same, for what is far quicker than the clock. */
async function timeOfQuick(turn: () => unknown): Promise<number> {
  const many = 1_000;
  return (
    (await timeOf(() => {
      for (let at = 0; at < many; at += 1) turn();
    })) / many
  );
}

async function measure(size: number) {
  const remember: Remember<License> = () => {};
  const table = createTable({ byKey: one("key") }, remember);
  const collection = new Collection({ schema: rowSchema<License>() });
  for (let id = 0; id < size; id += 1) {
    table.add(licenseAt(id));
    await collection.create(licenseAt(id));
  }
  const { id, key } = licenseAt(size >> 1);
  const kept = table.get(id) as License;
  return {
    rows: size,
    "find, tables (µs)": await timeOfQuick(() => table.byKey(key)),
    "find, @msw/data (µs)": await timeOf(() => collection.findFirst((q) => q.where({ key }))),
    "change, tables (µs)": await timeOfQuick(() => table.update(kept, { count: kept.count + 1 })),
    "change, @msw/data (µs)": await timeOf(() => collection.update((q) => q.where({ key }), { data: countOne })),
  };
}

/** What a counter stands at after two changes that were begun together. */
async function countAfterTwo(): Promise<number | undefined> {
  const collection = new Collection({ schema: rowSchema<License>() });
  await collection.create(licenseAt(1));
  const count = () => collection.update((q) => q.where({ id: 1 }), { data: countOne });
  await Promise.all([count(), count()]);
  return collection.findFirst()?.count;
}

console.table([await measure(1_000), await measure(100_000)]);
console.log(`@msw/data counts two changes at a time as ${await countAfterTwo()}`);
