import { wait } from "../api/wait.ts";
import { type Delivery, endlessPieces, firstHalf, slowPieces } from "./delivery.ts";
import type { ApiResponse } from "./request.ts";

/** A connection that failed on purpose, as fetch reports one. */
const cuts = new WeakSet<object>();

/** Whether an error is a connection that failed on purpose. */
export function isCut(error: unknown): boolean {
  return typeof error === "object" && error !== null && cuts.has(error);
}

/**
 * A response that travels as its delivery says: late, slowly, or not to its end.
 *
 * @throws TypeError as fetch does, where the connection fails before the answer; the signal's reason where the caller
 * waits no longer.
 */
export async function responseFor(answer: ApiResponse, delivery: Delivery, signal: AbortSignal): Promise<Response> {
  await wait(delivery.delayMs, signal);
  signal.throwIfAborted();
  if (delivery.cut === "refuse") throw failure("fetch failed", "ECONNREFUSED");
  if (delivery.cut === "before") throw failure("fetch failed", "ECONNRESET");
  const { status, headers, body } = answer;
  return new Response(streamOf(new TextEncoder().encode(body), delivery, signal), { status, headers });
}

function streamOf(bytes: Uint8Array, delivery: Delivery, signal: AbortSignal): ReadableStream<Uint8Array> {
  const { cut, slowMs } = delivery;
  const sent = cut === null ? bytes : firstHalf(bytes);
  const size = slowMs === 0 ? sent.length : Math.max(1, Math.ceil(sent.length / slowPieces));
  const pieces = Math.ceil(sent.length / (size || 1));
  const blank = new TextEncoder().encode(endlessPieces.piece);
  let at = 0;
  let blanks = delivery.endless ? endlessPieces.mostMs / endlessPieces.everyMs : 0;
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      if (at < sent.length) {
        if (slowMs > 0) await wait(slowMs / pieces, signal);
        if (signal.aborted) return controller.error(signal.reason);
        controller.enqueue(sent.slice(at, at + size));
        at += size;
      } else if (blanks > 0) {
        blanks -= 1;
        await wait(endlessPieces.everyMs, signal);
        if (signal.aborted) return controller.error(signal.reason);
        controller.enqueue(blank.slice());
      } else if (cut === null) controller.close();
      else controller.error(failure("terminated", "ECONNRESET"));
    },
  });
}

function failure(message: string, code: string): TypeError {
  const cause = Object.assign(new Error(code === "ECONNREFUSED" ? `connect ${code}` : `read ${code}`), { code });
  const error = new TypeError(message, { cause });
  cuts.add(error);
  return error;
}
