import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import type { connectMock, RemoteMock } from "../../src/control-client/index.ts";
import { compileChildren } from "../children.ts";
import { quantile } from "../rounds.ts";
import { signedRequest } from "../signed-request.ts";
import { check } from "./actions.ts";
import { act } from "./actor.ts";
import { type Caller, openCaller } from "./caller.ts";
import type { SoakFigures } from "./figures.ts";
import { type Kept, keep } from "./keeper.ts";
import { type Place, placeIn } from "./place.ts";
import { type Quiet, takePulse } from "./pulse.ts";
import { createRandom } from "./random.ts";
import { type SoakedServer, startSoakedServer } from "./server.ts";
import { complain, emptyTally, type Tally } from "./tally.ts";
import { visit } from "./visitor.ts";
import { deviceName, keys, limits, product, soakWorld } from "./world.ts";

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
  const { connections, seed, spaces } = options;
  const mock = await connect(options.root, server.url);
  const places = await Promise.all(Array.from({ length: spaces }, async () => placeIn(await mock.space())));
  const callers = await Promise.all(
    Array.from({ length: connections + 2 }, () => openCaller(server.url, server.publicKey)),
  );
  const endsAt = performance.now() + options.minutes * 60_000;
  const run: Run = { server, mock, places, tally: emptyTally(), goesOn: () => performance.now() < endsAt };
  const startedAt = performance.now();
  const idleBefore = performance.eventLoopUtilization();
  const { kept, latencies } = await runAll(run, callers, options);
  const tookMs = performance.now() - startedAt;
  const clientBusy = performance.eventLoopUtilization(idleBefore).utilization;
  for (const caller of callers) caller.close();
  const spacesLeft = (await mock.spaces()).length;
  const latencyMs = latencyOf(latencies);
  return { ...kept, ...run.tally, seed, tookMs, connections, spaces, clientBusy, spacesLeft, latencyMs };
}

/** What all that goes on in a soak shares. */
interface Run {
  server: SoakedServer;
  mock: RemoteMock;
  places: readonly Place[];
  tally: Tally;
  goesOn(): boolean;
}

async function runAll(run: Run, callers: readonly Caller[], { minutes, seed }: SoakOptions) {
  const { server, mock, places, tally, goesOn } = run;
  const [pulseCaller, visitingCaller, ...loading] = callers as [Caller, Caller, ...Caller[]];
  const quiet: Quiet = { until: 0 };
  const kept: Kept = { audits: [], memory: [], clockMoves: 0, resets: 0 };
  const latencies: number[] = [];
  const periodMs = Math.min(longestRoundMs, (minutes * 60_000) / fewestRounds);
  const plain = check({ product, license_key: keys.plain, hardware_id: deviceName(0) });
  const pulse = signedRequest(plain, server.url, server.credentials);
  const work = {
    keeper: keep(server, places, periodMs, quiet, kept, goesOn),
    pulse: takePulse(pulseCaller, pulse, tally, quiet, latencies, goesOn),
    visitor: visit(mock, visitingCaller, tally, goesOn),
    ...Object.fromEntries(
      loading.map((caller, number) => {
        const place = places[number % places.length] as Place;
        const random = createRandom(seed + number);
        return [deviceName(number), act(deviceName(number), place, caller, tally, random, goesOn)];
      }),
    ),
  };
  await Promise.all(
    Object.entries(work).map(([name, ends]) =>
      ends.catch((error: unknown) =>
        complain(tally, `${name} ended: ${error instanceof Error ? error.message : error}`),
      ),
    ),
  );
  return { kept, latencies };
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
