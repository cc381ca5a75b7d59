import { performance } from "node:perf_hooks";
import type { BenchRun } from "../bench-run.ts";
import { apiRequest, loadKit, type Mock, signatureOf } from "../kit.ts";
import { licenseShape, signedAnswer } from "../right-answers.ts";
import type { CreateMockFigures } from "../rows/create-mock.ts";
import { checkCall } from "../target.ts";

const { root, target, license, batchRounds } = JSON.parse(process.argv[2] ?? "") as BenchRun;
const { createMock, authorize } = await loadKit(root);
const request = apiRequest(checkCall(target.active), await authorize(target.credentials));
const check = signedAnswer(target.publicKey, licenseShape(target.active, license));

function timed(): { mock: Mock; tookMs: number; startedAt: number } {
  const startedAt = performance.now();
  const mock = createMock();
  return { mock, startedAt, tookMs: performance.now() - startedAt };
}

async function requireAnswer(mock: Mock): Promise<number> {
  const answer = await mock.handle(request);
  const answeredAt = performance.now();
  if (answer.status !== 200)
    throw new Error(`WRONG ANSWER: check_license of a new mock answered ${answer.status}:\n${answer.body}`);
  check(answer.body, signatureOf(answer));
  return answeredAt;
}

const first = timed();
await requireAnswer(first.mock);
const figures: CreateMockFigures = { first: first.tookMs, later: [], laterWithAnswer: [] };
for (let round = 0; round < batchRounds; round += 1) {
  const { mock, startedAt, tookMs } = timed();
  figures.later.push(tookMs);
  figures.laterWithAnswer.push((await requireAnswer(mock)) - startedAt);
}
process.stdout.write(JSON.stringify(figures));
