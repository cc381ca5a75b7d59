import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { wait } from "../api/wait.ts";
import { type Delivery, endlessPieces, firstHalf, inCase, plainDelivery, slowPieces } from "../mock/delivery.ts";
import type { ApiResponse } from "../mock/request.ts";
import type { Connection } from "./node-connection.ts";

/**
 * How long a client gets to read what came before a reset, which else would overtake it. In turns, so that a client in
 * this very process gets to read between them however busy the process is.
 */
const readingMs = 20;
const readingTurns = 5;

const zipped = promisify(gzip);

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
    if (isPlain(delivery)) return false;
    await send(connection, response, answer, delivery, head, gone.signal);
    return true;
  } finally {
    connection.isHeldBack = false;
    connection.socket.removeListener("close", leave);
  }
}

function isPlain({ delayMs: _waited, ...rest }: Delivery): boolean {
  return Object.entries(rest).every(([name, value]) => value === plainDelivery[name as keyof Delivery]);
}

async function send(
  connection: Connection,
  response: ServerResponse,
  { status, body }: ApiResponse,
  delivery: Delivery,
  head: string[],
  gone: AbortSignal,
): Promise<void> {
  const { cut, slowMs } = delivery;
  if (cut === "refuse" || cut === "before") return reset(connection);
  const bytes = delivery.gzip ? await zipped(body) : Buffer.from(body);
  response.writeHead(status, deliveredHead(head, bytes.length, delivery, response.shouldKeepAlive));
  response.flushHeaders();
  await write(response, cut === null ? bytes : firstHalf(bytes), slowMs, gone);
  if (gone.aborted) return;
  if (delivery.endless) return writeOn(connection, response, gone);
  if (cut === null) return void response.end();
  connection.over = true; // whatever else came on this connection gets no answer
  if (cut === "truncate") return connection.socket.destroySoon();
  for (let turn = 0; turn < readingTurns; turn++) await wait(readingMs, gone);
  reset(connection);
}

/** Goes on until the client leaves, and leaves it in the middle where it does not. */
async function writeOn(connection: Connection, response: ServerResponse, gone: AbortSignal): Promise<void> {
  const over = AbortSignal.any([gone, AbortSignal.timeout(endlessPieces.mostMs)]);
  while (!over.aborted) {
    const isTaken = response.write(endlessPieces.piece);
    if (!isTaken) await once(response, "drain", { signal: over }).catch(() => {});
    await wait(endlessPieces.everyMs, over);
  }
  if (!gone.aborted) reset(connection);
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

/** The head of an answer as its delivery says. */
function deliveredHead(head: readonly string[], length: number, delivery: Delivery, keepsAlive: boolean): string[] {
  const { headerCase, repeated } = delivery;
  const lines: [name: string, value: string][] = [];
  for (let at = 0; at < head.length; at += 2) {
    const [name = "", value = ""] = head.slice(at, at + 2);
    if (name === "content-length") {
      if (!delivery.endless) lines.push([name, String(length)]);
    } else if (name === repeated) for (const one of value.split(", ")) lines.push([name, one]);
    else lines.push([name, value]);
  }
  if (delivery.gzip) lines.push(["content-encoding", "gzip"]);
  if (headerCase !== null) {
    // Node would write these in its own letters
    lines.push(["connection", keepsAlive ? "keep-alive" : "close"]);
    if (!lines.some(([name]) => name.toLowerCase() === "date")) lines.push(["date", new Date().toUTCString()]);
  }
  return lines.flatMap(([name, value]) => [inCase(name, headerCase), value]);
}

/** Under TLS the system's reset is out of reach: the connection is closed without a word instead. */
function reset(connection: Connection): void {
  const { socket } = connection;
  connection.over = true;
  if ("encrypted" in socket) socket.destroy();
  else socket.resetAndDestroy();
}
