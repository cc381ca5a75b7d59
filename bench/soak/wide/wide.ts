import { performance } from "node:perf_hooks";
import { compileChildren } from "../../children.ts";
import type { Reading } from "../memory.ts";
import { type EndpointCalls, readCalls } from "./exchanges.ts";
import { type Guest, type Habit, habits } from "./habits.ts";
import { type SoakedPlace, startPlaces } from "./places.ts";

/** What one kind of doing leaves behind until a reset, journals aside. */
export interface Leavings {
  habit: string;
  times: number;
  /** Bytes in use that each time left, and a reset let go of. What was compiled meanwhile stays, and is none of them. */
  bytesEach: number;
}

/** What a place was seen to do. */
export interface PlaceFigures {
  place: string;
  /** How often each habit was followed. */
  times: Record<string, number>;
  /** What only a reset lets go of. */
  leavings: Leavings[];
  /** Each right after a reset, at the same point of the same round. */
  memory: Reading[];
  /** What was not as it must be. */
  wrong: string[];
}

/** In this share of the time habits are followed one by one, to see what each leaves. It is the warm-up besides. */
const alone = 1 / 2;
/** How often each is followed alone, at most. */
const timesAlone = 100;
/** How often each is followed in a round. */
const timesARound = 3;
const mostWrong = 20;

/** Goes in by every way at once and does all that clients and tests do, with values that nobody used before. */
export async function wideSoak(root: string, seconds: number): Promise<PlaceFigures[]> {
  await compileChildren();
  const calls = readCalls(root);
  const places = await startPlaces(root);
  try {
    return await Promise.all(places.map((place) => soakPlace(place, calls, seconds * 1_000)));
  } finally {
    await Promise.all(places.map((place) => place.stop()));
  }
}

async function soakPlace(place: SoakedPlace, calls: readonly EndpointCalls[], lastsMs: number): Promise<PlaceFigures> {
  const startedAt = performance.now();
  const passed = () => performance.now() - startedAt;
  const figures: PlaceFigures = { place: place.name, times: {}, leavings: [], memory: [], wrong: [] };
  let last = 0;
  const guest: Guest = {
    ...{ door: place.door, credentials: place.credentials, space: "default", calls },
    fresh: (kind) => `${kind}-${++last}`,
  };
  const follow = async (name: string, habit: Habit) => {
    figures.times[name] = (figures.times[name] ?? 0) + 1;
    await habit(guest).catch((error: unknown) => {
      if (figures.wrong.length < mostWrong)
        figures.wrong.push(`${place.name}, ${name}: ${error instanceof Error ? error.message : error}`);
    });
  };
  const all = Object.entries(habits);

  for (let times = 0; times < 10; times += 1) for (const [name, habit] of all) await follow(name, habit);
  await manage(place, "POST", "/__mock/reset");
  for (const [at, [name, habit]] of place.hasWorld ? all.entries() : []) {
    const endsAtMs = ((at + 1) / all.length) * alone * lastsMs;
    let times = 0;
    for (; times < timesAlone && (times < 10 || passed() < endsAtMs); times += 1) await follow(name, habit);
    const { used } = await atRest(place);
    await manage(place, "POST", "/__mock/reset");
    const { used: afterwards } = await atRest(place);
    figures.leavings.push({ habit: name, times, bytesEach: (used - afterwards) / times });
  }
  while (passed() < lastsMs) {
    for (let times = 0; times < timesARound; times += 1) for (const [name, habit] of all) await follow(name, habit);
    await manage(place, "POST", "/__mock/reset");
    figures.memory.push({ atMs: passed(), ...(await place.memory()) });
  }
  return figures;
}

/** Memory without what the journal holds: that goes by itself as other calls come. */
async function atRest(place: SoakedPlace): ReturnType<SoakedPlace["memory"]> {
  await manage(place, "DELETE", "/__mock/journal");
  return place.memory();
}

async function manage({ door }: SoakedPlace, method: string, target: string): Promise<void> {
  const { status, body } = await door.ask({ method, target, headers: { "content-type": "application/json" } });
  if (status >= 300) throw new Error(`${method} ${target}: found ${status}: ${body}`);
}
