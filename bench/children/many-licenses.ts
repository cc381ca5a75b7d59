import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { BenchRun } from "../bench-run.ts";
import { type ApiRequest, apiRequest, loadKit, type Mock, signatureOf } from "../kit.ts";
import { growWorld, type WorldFile } from "../many-licenses-world.ts";
import { consumptionShape, licenseShape, signedAnswer } from "../right-answers.ts";
import { interleave, median, type Turn } from "../rounds.ts";
import type { ManyLicensesFigures } from "../rows/many-licenses.ts";
import { checkCall, consumptionCall, type Role } from "../target.ts";

const many = 1_000_000;
const few = 1_000;
/** Signing is the dearest part of a first answer, so the same licenses are called again and again, far apart. */
const calledLicenses = 500;
const addsARound = 50;

interface Place {
  mock: Mock;
  called: Role[];
  createMs: number;
}

const { root, target, batchRounds } = JSON.parse(process.argv[2] ?? "") as BenchRun;
const kit = await loadKit(root);
const authorization = await kit.authorize(target.credentials);
const template = JSON.parse(readFileSync(join(root, "fixtures/worlds/default.json"), "utf8")) as WorldFile;

function placeOf(licenseCount: number): Place {
  const { world, called } = growWorld(template, target.consumption, licenseCount, calledLicenses);
  const startedAt = performance.now();
  const mock = kit.createMock({ world });
  return { mock, called, createMs: performance.now() - startedAt };
}

async function answerOf(mock: Mock, request: ApiRequest): Promise<{ body: string; signature: string | undefined }> {
  const answer = await mock.handle(request);
  if (answer.status !== 200)
    throw new Error(`WRONG ANSWER: ${request.path}?${request.query} answered ${answer.status}:\n${answer.body}`);
  return { body: answer.body, signature: signatureOf(answer) };
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

/** Times each call: the value of the turn is their median in microseconds. */
async function timeEach(mock: Mock, requests: readonly ApiRequest[]): Promise<Turn> {
  const took: number[] = [];
  for (const request of requests) {
    const startedAt = performance.now();
    await answerOf(mock, request);
    took.push((performance.now() - startedAt) * 1000);
  }
  return { value: median(took) };
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

const small = placeOf(few);
await checkedTotals(small);
const bytesBefore = usedBytes();
const large = placeOf(many);
const bytesPerLicense = (usedBytes() - bytesBefore) / many;
await checkedTotals(large);

const one = await answerOf(
  large.mock,
  apiRequest(consumptionCall(large.called[0] ?? target.consumption), authorization),
);
signedAnswer(target.publicKey, consumptionShape(0))(one.body, one.signature);

await interleave(1, { many: () => medianCheck(large), few: () => medianCheck(small) });
const check = await interleave(batchRounds, { many: () => medianCheck(large), few: () => medianCheck(small) });
const add = await interleave(Math.ceil(batchRounds / 4), { many: () => medianAdd(large), few: () => medianAdd(small) });
const figures: ManyLicensesFigures = { check, add, bytesPerLicense, createManyMs: large.createMs };
process.stdout.write(JSON.stringify(figures));
