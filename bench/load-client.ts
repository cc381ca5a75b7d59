import { performance } from "node:perf_hooks";
import { type Connection, openConnection } from "./connection.ts";
import type { Answer } from "./http-answer.ts";
import { sampleEvery } from "./right-answers.ts";

/** A load: what to send, where, for how long, and how to tell a right answer from a wrong one. */
export interface Load {
  url: string;
  nextRequest(): Buffer;
  /** Throws when a 200 answer is not the right one. Called for the first answer and one in 199. */
  checkSample(answer: Answer): void;
  /** How long; where `calls` says how many, only the grace begins after it. */
  durationMs: number;
  /** Ends after so many calls, however long they take. @default by the time alone */
  calls?: number;
  /** @default 16 */
  connections?: number;
}

/** What a load found. */
export interface LoadResult {
  /** Answers received in all, those after the bell too: the server's state has moved by this many calls. */
  answers: number;
  /** Answers per second before the bell. */
  perSecond: number;
  /** Share of the time (0 to 1) in which the client itself was at work. Near 1, it is the client that is measured. */
  clientBusy: number;
}

const graceMs = 10_000;

/**
 * Keeps one request under way on each connection for the given time and counts the answers.
 *
 * A closed loop: the next request waits for the last answer. So it measures throughput, and no latencies are taken from
 * it, since a slow answer delays the very requests that would have found it slow (coordinated omission).
 *
 * @throws at the first answer that is not 200, fails `checkSample`, or does not come
 */
export async function runLoad(load: Load): Promise<LoadResult> {
  const connections: Connection[] = [];
  const { calls } = load;
  let answers = 0;
  let inTime = 0;
  let sent = 0;
  let working = load.connections ?? 16;
  let bell = Number.POSITIVE_INFINITY;
  let finish: () => void = () => {};
  let failed: (error: Error) => void = () => {};
  const over = new Promise<void>((resolve, reject) => {
    finish = resolve;
    failed = reject;
  });
  over.catch(() => {});

  function judge(answer: Answer): void {
    if (answer.status !== 200) throw new Error(`answered ${answer.status}, not 200:\n${answer.body.toString()}`);
    if (answers % sampleEvery === 0) load.checkSample(answer);
    answers += 1;
  }

  async function openOne(): Promise<Connection> {
    const connection = await openConnection(load.url, {
      failed,
      answered(answer) {
        judge(answer);
        const isInTime = calls !== undefined || performance.now() < bell;
        if (isInTime) inTime += 1;
        if (isInTime && (calls === undefined || sent < calls)) {
          sent += 1;
          connection.send(load.nextRequest());
          return;
        }
        working -= 1;
        if (working === 0) finish();
      },
    });
    connections.push(connection);
    return connection;
  }

  const silence = setTimeout(
    () => failed(new Error(`left a call unanswered for ${graceMs} ms.`)),
    load.durationMs + graceMs,
  );
  try {
    await Promise.all(Array.from({ length: working }, openOne));
    const idleBefore = performance.eventLoopUtilization();
    const startedAt = performance.now();
    bell = startedAt + load.durationMs;
    sent = connections.length;
    for (const connection of connections) connection.send(load.nextRequest());
    await over;
    const tookMs = calls === undefined ? load.durationMs : performance.now() - startedAt;
    const clientBusy = performance.eventLoopUtilization(idleBefore).utilization;
    return { answers, perSecond: (inTime / tookMs) * 1000, clientBusy };
  } catch (error) {
    throw new Error(`WRONG ANSWER: ${load.url} ${error instanceof Error ? error.message : error}`, { cause: error });
  } finally {
    clearTimeout(silence);
    for (const connection of connections) connection.close();
  }
}
