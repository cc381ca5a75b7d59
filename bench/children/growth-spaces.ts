import { type ApiRequest, apiRequest, loadKit, type Mock } from "../kit.ts";
import { licenseShape, signedAnswer } from "../right-answers.ts";
import { interleave, type Turn } from "../rounds.ts";
import type { GrowthSpacesFigures, GrowthSpacesInput } from "../rows/growth-spaces.ts";
import { checkCall } from "../target.ts";
import { answerOf, timeEach } from "../timed-calls.ts";

/** As many calls at every size, or the median of few would be compared with that of many. */
const callsARound = 1_000;

const { root, target, license, batchRounds, sizes } = JSON.parse(process.argv[2] ?? "") as GrowthSpacesInput;
const kit = await loadKit(root);
const call = checkCall(target.active);
const check = signedAnswer(target.publicKey, licenseShape(target.active, license));

interface Place {
  mock: Mock;
  /** A call in each space. */
  requests: readonly ApiRequest[];
}

async function placeOf(spaceCount: number): Promise<Place> {
  const mock = kit.createMock();
  const spaces = Array.from({ length: spaceCount }, () => mock.space());
  const requests = await Promise.all(
    spaces.map(async ({ credentials }) => apiRequest(call, await kit.authorize(credentials))),
  );
  for (const request of requests) {
    const { body, signature } = await answerOf(mock, request);
    check(body, signature);
  }
  return { mock, requests };
}

/** The calls of a round, in these spaces in turn. */
function round(requests: readonly ApiRequest[]): readonly ApiRequest[] {
  return Array.from({ length: callsARound }, (_, number) => requests[number % requests.length] as ApiRequest);
}

const one: Record<string, () => Promise<Turn>> = {};
const each: Record<string, () => Promise<Turn>> = {};
for (const size of sizes) {
  const { mock, requests } = await placeOf(size);
  const calls = { one: round(requests.slice(0, 1)), each: round(requests) };
  one[size] = () => timeEach(mock, calls.one);
  each[size] = () => timeEach(mock, calls.each);
}
const rounds = Math.ceil(batchRounds / 2);
const measure = async (contenders: Record<string, () => Promise<Turn>>): Promise<Record<string, Turn[]>> => {
  await interleave(2, contenders);
  return interleave(rounds, contenders);
};
process.stdout.write(
  JSON.stringify({ one: await measure(one), each: await measure(each) } satisfies GrowthSpacesFigures),
);
