import type { BenchRun } from "../bench-run.ts";
import { type ApiRequest, apiRequest, loadKit } from "../kit.ts";
import { licenseShape, signedAnswer } from "../right-answers.ts";
import { interleave, type Turn } from "../rounds.ts";
import { checkCall } from "../target.ts";
import { answerOf, timeEach } from "../timed-calls.ts";

/** The default limit. */
const limit = 1_000;
/** Few enough for a journal that was cleared to stay far from its limit. */
const callsARound = 100;

const { root, target, license, batchRounds } = JSON.parse(process.argv[2] ?? "") as BenchRun;
const kit = await loadKit(root);
const request = apiRequest(checkCall(target.active), await kit.authorize(target.credentials));
const requests = Array<ApiRequest>(callsARound).fill(request);
const cleared = kit.createMock();
const full = kit.createMock();

function fromEmpty(): Promise<Turn> {
  cleared.journal.clear();
  return timeEach(cleared, requests);
}

function atLimit(): Promise<Turn> {
  return timeEach(full, requests);
}

/** Once, as reading a whole journal takes seconds. */
function requireFull(): void {
  const kept = full.journal.entries().length;
  if (kept !== limit) throw new Error(`WRONG STATE: the journal is at its limit of ${limit}, and keeps ${kept} calls.`);
}

for (const mock of [cleared, full]) {
  const { body, signature } = await answerOf(mock, request);
  signedAnswer(target.publicKey, licenseShape(target.active, license))(body, signature);
}
for (let calls = 0; calls < limit; calls += 1) await answerOf(full, request);
const contenders = { 0: fromEmpty, [limit]: atLimit };
await interleave(5, contenders);
const turns = await interleave(batchRounds, contenders);
requireFull();
process.stdout.write(JSON.stringify(turns));
