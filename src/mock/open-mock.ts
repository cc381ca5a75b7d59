import { InputError } from "../api/input-error.ts";
import { shardText } from "../api/shard.ts";
import { startTimer, stopTimer } from "../api/wait.ts";
import { wallClock } from "../api/wall-clock.ts";
import { readDefaultWorld } from "../generated/fixtures.ts";
import { createMock, type ManyOptions, type Mock, type MockOptions } from "./create-mock.ts";
import { newSecret } from "./space/secret.ts";
import type { Facts, Store } from "./space/store.ts";

/** A mock whose spaces are in a store. */
export interface StoredMock extends Mock {
  /**
   * Lets its spaces go, so that other servers of the store take calls for them from now on. Calls that come here are still
   * answered, each with what others left.
   *
   * @throws what the store says
   */
  letGo(): Promise<void>;
  /** Lets its spaces go and ends the store, when all is written. */
  end(): Promise<void>;
}

/**
 * Makes a mock that goes on where the store has it: its spaces with their worlds, clocks, faults, tweaks and credentials.
 * A new store begins as the options say; another world, secret or choice of credentials than the store has is refused.
 *
 * @param many which part of all spaces it keeps, of servers that share the store, and whether journals are kept too.
 * @throws an error that says what the store has instead; what the store says
 */
export async function openMock(
  options: MockOptions,
  store: Store,
  { shard, storesJournal = false }: Pick<ManyOptions, "shard" | "storesJournal"> = {},
): Promise<StoredMock> {
  const wall = options.wallClock ?? wallClock;
  const usual = JSON.stringify(readDefaultWorld());
  const begun = await store.settle({
    secret: options.spaceSecret ?? newSecret(),
    world: options.world === undefined ? usual : JSON.stringify(options.world),
    start: String(Math.floor(wall() / 1_000) * 1_000),
    credentials: options.credentials ?? "world",
  });
  requireSame("world", options.world && JSON.stringify(options.world), begun);
  requireSame("secret", options.spaceSecret, begun);
  requireSame("credentials", options.credentials, begun);
  const { world: _given, ...others } = options;
  let isLeaving = false;
  const mock = createMock(
    {
      ...others,
      ...(begun.world !== usual && { world: JSON.parse(begun.world as string) }),
      spaceSecret: begun.secret as string,
      credentials: begun.credentials as NonNullable<MockOptions["credentials"]>,
    },
    { store, storesJournal, start: Number(begun.start), isLeaving: () => isLeaving, ...(shard && { shard }) },
  );
  await mock.resume();
  const name = shard && shardText(shard);
  const beat = () => (name === undefined ? undefined : store.beat(name, 3 * beatMs));
  await beat();
  let beating: ReturnType<typeof startTimer> | undefined;
  const beatOn = () => {
    beating = startTimer(() => {
      beat()?.catch(() => {}); // it says so again soon
      beatOn();
    }, beatMs);
    (beating as { unref?: () => void }).unref?.();
  };
  beatOn();
  const release = async () => {
    for (const here of mock.spaces()) await mock.findSpace(here)?.during(() => {});
    await store.release(await mock.allSpaces());
  };
  const letGo = async () => {
    isLeaving = true;
    stopTimer(beating);
    await release();
    if (name !== undefined) await store.beat(name, 0);
  };
  const end = async () => {
    await letGo();
    await store.close();
  };
  return Object.assign(mock, { letGo, end });
}

/** How often a server says that it is there. Thrice as long without it, others take its spaces over. */
const beatMs = 1_000;

function requireSame(name: string, given: string | undefined, begun: Facts): void {
  if (given === undefined || given === begun[name]) return;
  const found = name === "world" ? "another world" : name === "secret" ? "another secret" : `${name} ${begun[name]}`;
  throw new InputError(
    `store: found ${found} in it, expected the one that is given; leave it out, or use another store`,
  );
}
