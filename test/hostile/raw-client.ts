import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** One HTTP answer as it came over the wire. Header names are in lower case; of equal names the last counts. */
export interface RawAnswer {
  status: number;
  reason: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** A socket that says exactly the bytes it is told, and reads answers one by one. */
export interface RawClient {
  socket: Socket;
  /** Resolves when the system took the bytes, or the connection is gone. */
  send(bytes: string | Uint8Array): Promise<void>;
  /** How often the server said "100 Continue". */
  invitations: number;
  /** Undefined: the server closed between two answers. Rejects on a reset, a cut answer, or `timeoutMs` of silence. */
  answer(method?: string): Promise<RawAnswer | undefined>;
}

/** Connects to loopback. The client's half stays open when the server closes its own, so nothing is missed. */
export async function openRawClient(port: number, timeoutMs = 5_000): Promise<RawClient> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
  await once(socket, "connect");
  let received = Buffer.alloc(0);
  let ending: Error | "end" | undefined;
  let wake = () => {};
  const note = (change: () => void) => {
    change();
    wake();
  };
  socket.on("data", (chunk) => note(() => (received = received.length ? Buffer.concat([received, chunk]) : chunk)));
  socket.on("end", () => note(() => (ending ??= "end")));
  socket.on("error", (error) => note(() => (ending ??= error)));
  socket.on("close", () => note(() => (ending ??= "end")));

  async function answer(method = "GET"): Promise<RawAnswer | undefined> {
    for (;;) {
      const parsed = parseAnswer(received, method);
      if (parsed) received = received.subarray(parsed.length);
      if (parsed && parsed.answer.status >= 200) return parsed.answer;
      if (parsed) client.invitations += 1;
      if (parsed) continue;
      if (ending === "end" && received.length === 0) return undefined;
      if (ending === "end") throw new Error(`the answer is cut off after ${show(received)}`);
      if (ending) throw new Error(`the connection broke (${ending.message}) after ${show(received)}`);
      await arrival(
        timeoutMs,
        (resolve) => (wake = resolve),
        () => show(received),
      );
    }
  }
  async function send(bytes: string | Uint8Array): Promise<void> {
    if (socket.writable) await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
  }
  const client: RawClient = { socket, send, invitations: 0, answer };
  return client;
}

function arrival(timeoutMs: number, onWake: (resolve: () => void) => void, soFar: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`no answer within ${timeoutMs} ms, only ${soFar()}`));
    const timer = setTimeout(late, timeoutMs);
    onWake(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Undefined: more bytes are needed. Only `content-length` frames a body: what we test promises to send no chunks. */
function parseAnswer(bytes: Buffer, method: string): { answer: RawAnswer; length: number } | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [statusLine = "", ...lines] = bytes.toString("latin1", 0, end).split("\r\n");
  const [, code, reason = ""] = /^HTTP\/1\.1 (\d{3}) (.*)$/.exec(statusLine) ?? [];
  const status = Number(code);
  if (Number.isNaN(status)) throw new Error(`not an HTTP answer: ${show(bytes)}`);
  const headers = Object.fromEntries(lines.map((line) => splitHeader(line)));
  const isBodyless = status < 200 || (method === "HEAD" && bytes[end + 4] !== 0x7b); // "{": refused before it was a HEAD
  const size = isBodyless ? 0 : Number(headers["content-length"]);
  if (Number.isNaN(size)) throw new Error(`an answer without content-length: ${show(bytes)}`);
  const length = end + 4 + size;
  return bytes.length < length
    ? undefined
    : { answer: { status, reason, headers, body: bytes.subarray(end + 4, length) }, length };
}

function splitHeader(line: string): [name: string, value: string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

function show(bytes: Buffer): string {
  return bytes.length === 0 ? "nothing" : JSON.stringify(bytes.toString("latin1", 0, 200));
}
