import { performance } from "node:perf_hooks";
import { type ApiRequest, type Mock, signatureOf } from "./kit.ts";
import { median, type Turn } from "./rounds.ts";

/** A body and its `LicenseSignature`. */
export interface SignedBody {
  body: string;
  signature: string | undefined;
}

/** Asks a mock in process. @throws unless the status is 200 */
export async function answerOf(mock: Pick<Mock, "handle">, request: ApiRequest): Promise<SignedBody> {
  const answer = await mock.handle(request);
  if (answer.status !== 200)
    throw new Error(`WRONG ANSWER: ${request.path}?${request.query} answered ${answer.status}:\n${answer.body}`);
  return { body: answer.body, signature: signatureOf(answer) };
}

/** Times each call: the value of the turn is their median in microseconds. */
export async function timeEach(mock: Pick<Mock, "handle">, requests: readonly ApiRequest[]): Promise<Turn> {
  const took: number[] = [];
  for (const request of requests) {
    const startedAt = performance.now();
    await answerOf(mock, request);
    took.push((performance.now() - startedAt) * 1000);
  }
  return { value: median(took) };
}
