import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { createSeededRandom } from "../../src/api/seeded-random.ts";
import type { connectMock, RemoteMock } from "../../src/control/client/index.ts";
import { compileChildren } from "../children.ts";
import { quantile } from "../rounds.ts";
import { act } from "./actor.ts";
import { type Caller, openCaller } from "./caller.ts";
import type { SoakFigures } from "./figures.ts";
import { keep, nothingKept } from "./keeper.ts";
import { type Place, placeIn } from "./place.ts";
import { pulseTakers, takePulse } from "./pulse.ts";
import type { Run } from "./run.ts";
import { type SoakedServer, startSoakedServer } from "./server.ts";
import { complain, emptyTally } from "./tally.ts";
import { visit } from "./visitor.ts";
import { deviceName, limits, soakWorld } from "./world.ts";

/** How a soak is made. */
export interface SoakOptions {
  /** Folder that holds `dist/`. */
  root: string;
  minutes: number;
  seed: number;
  /** Connections that make the load; each is a device. */
  connections: number;
  spaces: number;
}

const longestRoundMs = 5_000;
/** A short soak has at least so many rounds. */
const fewestRounds = 3;

/** Keeps the standalone server under full load for a while, and returns what came of it. */
export async function soak(options: SoakOptions): Promise<SoakFigures> {
  await compileChildren();
  const server = await startSoakedServer(options.root, soakWorld(options.connections), limits.journal);
  try {
    return await load(server, options);
  } finally {
    await server.stop();
  }
}

async function load(server: SoakedServer, options: SoakOptions): Promise<SoakFigures> {
  const { connections, minutes, seed, spaces } = options;
  const run = await prepare(server, options);
  const callers = await Promise.all(
    Array.from({ length: connections + pulseTakers + 1 }, () => openCaller(server.url, server.publicKey)),
  );
  const startedAt = performance.now();
  const idleBefore = performance.eventLoopUtilization();
  await all(run, callers, seed, Math.min(longestRoundMs, (minutes * 60_000) / fewestRounds));
  const tookMs = performance.now() - startedAt;
  const clientBusy = performance.eventLoopUtilization(idleBefore).utilization;
  for (const caller of callers) caller.close();
  const spacesLeft = (await run.mock.spaces()).length;
  const latencyMs = latencyOf(run.latencies);
  return { ...run.kept, ...run.tally, seed, tookMs, connections, spaces, clientBusy, spacesLeft, latencyMs };
}

async function prepare(server: SoakedServer, { root, spaces, minutes }: SoakOptions): Promise<Run> {
  const mock = await connect(root, server.url);
  const places = await Promise.all(Array.from({ length: spaces }, async () => placeIn(await mock.space())));
  const endsAt = performance.now() + minutes * 60_000;
  return {
    ...{ server, mock, places, tally: emptyTally(), kept: nothingKept(), latencies: [], quiet: { until: 0 } },
    goesOn: () => performance.now() < endsAt,
  };
}

/** Lets everybody take part until the time is over. Who cannot go on is a complaint; the others do. */
async function all(run: Run, callers: readonly Caller[], seed: number, periodMs: number): Promise<void> {
  const [visitor, ...others] = callers as [Caller, ...Caller[]];
  const actor = (caller: Caller, number: number) => {
    const place = run.places[number % run.places.length] as Place;
    return act(run, place, deviceName(number), caller, createSeededRandom(seed + number));
  };
  const parts = [
    keep(run, periodMs),
    visit(run, visitor),
    ...others.slice(0, pulseTakers).map((caller, number) => takePulse(run, number, caller)),
    ...others.slice(pulseTakers).map(actor),
  ];
  const given = (error: unknown) =>
    complain(run.tally, `somebody gave up: ${error instanceof Error ? error.message : error}`);
  await Promise.all(parts.map((part) => part.catch(given)));
}

function latencyOf(latencies: readonly number[]): SoakFigures["latencyMs"] {
  const at = (share: number) => (latencies.length === 0 ? Number.NaN : quantile(latencies, share));
  return { calls: latencies.length, p50: at(0.5), p99: at(0.99), p999: at(0.999), longest: at(1) };
}

async function connect(root: string, url: string): Promise<RemoteMock> {
  const control = (await import(pathToFileURL(join(root, "dist/control.js")).href)) as {
    connectMock: typeof connectMock;
  };
  return control.connectMock(url);
}
