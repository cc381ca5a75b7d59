import { createChunkBuffer } from "../../api/bounds.ts";
import type { DriverMessage } from "../messages.ts";
import { type Driver, DriverFailure, driverPatienceMs } from "./driver.ts";
import { answerIn } from "./read-answer.ts";

/** A driver that is reached by HTTP: on a phone, a board, or in a page. */
export interface DriverAddress {
  readonly url: string;
  readonly patienceMs?: number;
}

/**
 * Speaks to a driver by HTTP: each message is posted as JSON, its answer is the body. Nobody can cut the power of such a
 * client: where a scenario does, it is only opened again.
 */
export async function startHttp({ url, patienceMs = driverPatienceMs }: DriverAddress): Promise<Driver> {
  return {
    ask: async (message) => answerIn(await post(url, message, patienceMs), message),
    kill: async () => {},
    said: () => "",
  };
}

async function post(url: string, message: DriverMessage, patienceMs: number): Promise<string> {
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(message),
      redirect: "error",
      signal,
    });
    if (!response.ok) throw new DriverFailure("broken line", `answer to ${message.verb}: HTTP ${response.status}`);
    const buffer = createChunkBuffer();
    for await (const chunk of (response.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
      if (!buffer.add(chunk)) throw new DriverFailure("flood", `answer to ${message.verb}: more than 4 MiB`);
    }
    return new TextDecoder().decode(buffer.bytes());
  } catch (error) {
    if (error instanceof DriverFailure) throw error;
    if (signal.aborted) throw new DriverFailure("hung", `no answer to ${message.verb} within ${patienceMs} ms`);
    const { cause, message: words } = error as Error & { cause?: Error };
    throw new DriverFailure("unreachable", `${url}: ${cause?.message ?? words}`);
  }
}
