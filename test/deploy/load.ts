import { setTimeout as wait } from "node:timers/promises";
import type { ControlSpace } from "../../src/generated/types.ts";
import type { Space } from "../../src/mock/space/space.ts";
import { inputOf } from "../calls.ts";
import { clientIn } from "./shards.ts";

/** The license that each call takes a unit of: one without a limit. */
export interface Counter {
  /** Takes a unit. @throws what a client sees where that is not acknowledged */
  take(): Promise<void>;
  /** How many units are taken by now, as the space says at an address. */
  total(): Promise<number>;
}

/** The unlimited license of a space, called at an address. */
export function counterOf(space: ControlSpace, url: string): Counter {
  const client = clientIn(url, space);
  const role = "unlimitedConsumptionLicense";
  const taking = inputOf(space as unknown as Space, "add-consumption", role, { consumptions: 1 });
  const asking = inputOf(space as unknown as Space, "check-license", role);
  return {
    take: async () => void (await client.call("add-consumption", taking)),
    total: async () => Number((await client.call("check-license", asking)).total_consumptions),
  };
}

/** Calls that go on in many spaces. */
export interface Load {
  /** Waits until each space acknowledged so many more. @throws what came of the calls, where that takes a minute */
  until(more: number): Promise<void>;
}

/** What became of the calls of a space. */
export interface Counted {
  readonly space: string;
  readonly acknowledged: number;
  /** Calls that ended without an acknowledgement, by what the client saw; whether they took a unit is open. */
  readonly failed: Readonly<Record<string, number>>;
  /** Units taken from the start of the load, as the space says in the end. */
  readonly taken: number;
}

/** Takes one unit after the other in each of these spaces while something is done; gives what came of it. */
export async function underLoad(
  spaces: readonly ControlSpace[],
  url: string,
  act: (load: Load) => Promise<void>,
): Promise<readonly Counted[]> {
  let isOver = false;
  const counts = await Promise.all(
    spaces.map(async (space) => {
      const counter = counterOf(space, url);
      const failed: Record<string, number> = {};
      return { space: space.name, counter, before: await counter.total(), acknowledged: 0, failed };
    }),
  );
  const work = counts.map(async (count) => {
    while (!isOver) {
      try {
        await count.counter.take();
        count.acknowledged += 1;
      } catch (error) {
        const seen = (error as Error).message.slice(0, 40);
        count.failed[seen] = (count.failed[seen] ?? 0) + 1;
        await wait(50);
      }
    }
  });
  const until = async (more: number) => {
    const goals = counts.map(({ acknowledged }) => acknowledged + more);
    const end = Date.now() + 60_000;
    while (counts.some(({ acknowledged }, at) => acknowledged < (goals[at] as number))) {
      if (Date.now() > end) throw new Error(JSON.stringify(counts.map(({ space, failed }) => [space, failed])));
      await wait(50);
    }
  };
  try {
    await act({ until });
  } finally {
    isOver = true;
    await Promise.all(work);
  }
  return Promise.all(
    counts.map(async ({ counter, before, ...count }) => ({ ...count, taken: (await counter.total()) - before })),
  );
}
