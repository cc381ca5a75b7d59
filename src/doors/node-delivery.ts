import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { wait } from "../api/wait.ts";
import { type Delivery, firstHalf, slowPieces } from "../mock/delivery.ts";
import type { ApiResponse } from "../mock/request.ts";
import type { Connection } from "./node-connection.ts";

/**
 * How long a client gets to read what came before a reset, which else would overtake it. In turns, so that a client in
 * this very process gets to read between them however busy the process is.
 */
const readingMs = 20;
const readingTurns = 5;

/**
 * Sends an answer as its delivery says, on the real connection. Gives false where it only had to wait, and the answer is
 * to be sent as ever. It ends at once when the client leaves or the server closes.
 */
export async function sendAnswer(
  connection: Connection,
  response: ServerResponse,
  answer: ApiResponse,
  delivery: Delivery,
  head: string[],
): Promise<boolean> {
  const gone = new AbortController();
  const leave = () => gone.abort();
  connection.socket.once("close", leave);
  connection.isHeldBack = true;
  try {
    await wait(delivery.delayMs, gone.signal);
    if (gone.signal.aborted) return true;
    if (delivery.cut === null && delivery.slowMs === 0) return false;
    await send(connection, response, answer, delivery, head, gone.signal);
    return true;
  } finally {
    connection.isHeldBack = false;
    connection.socket.removeListener("close", leave);
  }
}

async function send(
  connection: Connection,
  response: ServerResponse,
  { status, body }: ApiResponse,
  { cut, slowMs }: Delivery,
  head: string[],
  gone: AbortSignal,
): Promise<void> {
  if (cut === "refuse" || cut === "before") return reset(connection);
  const bytes = Buffer.from(body);
  response.writeHead(status, head);
  response.flushHeaders();
  await write(response, cut === null ? bytes : firstHalf(bytes), slowMs, gone);
  if (gone.aborted) return;
  if (cut === null) return void response.end();
  connection.over = true; // whatever else came on this connection gets no answer
  if (cut === "truncate") return connection.socket.destroySoon();
  for (let turn = 0; turn < readingTurns; turn++) await wait(readingMs, gone);
  reset(connection);
}

async function write(response: ServerResponse, bytes: Buffer, slowMs: number, gone: AbortSignal): Promise<void> {
  const size = slowMs === 0 ? bytes.length : Math.max(1, Math.ceil(bytes.length / slowPieces));
  const pieces = Math.ceil(bytes.length / (size || 1));
  for (let at = 0; at < bytes.length && !gone.aborted; at += size) {
    if (slowMs > 0) await wait(slowMs / pieces, gone);
    if (gone.aborted) return;
    const isTaken = response.write(bytes.subarray(at, at + size));
    if (!isTaken) await once(response, "drain", { signal: gone }).catch(() => {}); // a client that reads slower still
  }
}

/** Under TLS the system's reset is out of reach: the connection is closed without a word instead. */
function reset(connection: Connection): void {
  const { socket } = connection;
  connection.over = true;
  if ("encrypted" in socket) socket.destroy();
  else socket.resetAndDestroy();
}
