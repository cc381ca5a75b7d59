import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { apiRequest, loadKit, type Mock } from "../kit.ts";
import { growWorld, type WorldFile } from "../many-licenses-world.ts";
import { consumptionShape, licenseShape, signedAnswer } from "../right-answers.ts";
import { interleave, type Turn } from "../rounds.ts";
import type { ManyLicensesFigures, ManyLicensesInput } from "../rows/many-licenses.ts";
import { checkCall, consumptionCall, type Role } from "../target.ts";
import { answerOf, timeEach } from "../timed-calls.ts";

/** Signing is the dearest part of a first answer, so the same licenses are called again and again, far apart. */
const calledLicenses = 500;
const addsARound = 50;

interface Place {
  mock: Mock;
  called: Role[];
  createMs: number;
}

const { root, target, batchRounds, sizes } = JSON.parse(process.argv[2] ?? "") as ManyLicensesInput;
const kit = await loadKit(root);
const authorization = await kit.authorize(target.credentials);
const template = JSON.parse(readFileSync(join(root, "fixtures/worlds/default.json"), "utf8")) as WorldFile;

function placeOf(licenseCount: number): Place {
  const { world, called } = growWorld(template, target.consumption, licenseCount, calledLicenses);
  const startedAt = performance.now();
  const mock = kit.createMock({ world });
  return { mock, called, createMs: performance.now() - startedAt };
}

async function checkedTotals({ mock, called }: Place): Promise<number> {
  let total = 0;
  for (const role of called) {
    const { body, signature } = await answerOf(mock, apiRequest(checkCall(role), authorization));
    const license = JSON.parse(body) as Record<string, unknown>;
    signedAnswer(target.publicKey, licenseShape(role, license))(body, signature);
    total += Number(license.total_consumptions);
  }
  return total;
}

/** Measures adds, and that each of them, on whatever license, has left its unit. */
async function medianAdd(place: Place): Promise<Turn> {
  const before = await checkedTotals(place);
  const step = Math.floor(place.called.length / addsARound);
  const requests = place.called
    .filter((_, index) => index % step === 0)
    .map((role) => apiRequest(consumptionCall(role), authorization));
  const took = await timeEach(place.mock, requests);
  const moved = (await checkedTotals(place)) - before;
  if (moved !== requests.length)
    throw new Error(
      `WRONG STATE: ${requests.length} calls of add_consumption succeeded, and the totals moved by ${moved}.`,
    );
  return took;
}

function medianCheck({ mock, called }: Place): Promise<Turn> {
  return timeEach(
    mock,
    called.map((role) => apiRequest(checkCall(role), authorization)),
  );
}

/** Bytes that live objects take, on the heap and off it. */
function usedBytes(): number {
  if (globalThis.gc === undefined)
    throw new Error("Run this with --expose-gc: garbage would be counted as memory of the mock.");
  // Twice: what the first pass finalizes (buffers off the heap) is free only after the second.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** One piece of work at every size, in turns. */
function atEverySize(rounds: number, work: (place: Place) => Promise<Turn>): Promise<Record<string, Turn[]>> {
  return interleave(
    rounds,
    Object.fromEntries(places.map(([size, place]) => [String(size), () => work(place)] as const)),
  );
}

const largest = sizes.at(-1) ?? 0;
const places = sizes.slice(0, -1).map((size) => [size, placeOf(size)] as const);
for (const [, place] of places) await checkedTotals(place);
const bytesBefore = usedBytes();
const large = placeOf(largest);
const bytesPerLicense = (usedBytes() - bytesBefore) / largest;
places.push([largest, large]);
await checkedTotals(large);

const one = await answerOf(
  large.mock,
  apiRequest(consumptionCall(large.called[0] ?? target.consumption), authorization),
);
signedAnswer(target.publicKey, consumptionShape(0))(one.body, one.signature);

await atEverySize(1, medianCheck);
const check = await atEverySize(batchRounds, medianCheck);
const add = await atEverySize(Math.ceil(batchRounds / 4), medianAdd);
const figures: ManyLicensesFigures = { check, add, bytesPerLicense, createManyMs: large.createMs };
process.stdout.write(JSON.stringify(figures));
