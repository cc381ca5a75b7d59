import { setImmediate as turn } from "node:timers/promises";
import { openRawClient, type RawAnswer, type RawClient } from "./raw-client.ts";
import { type HostileRequest, hostileRequest, type Material } from "./requests.ts";

export interface Attack {
  port: number;
  seed: number;
  count: number;
  /** Connections at a time. */
  width: number;
  material: Material;
  /** How long a client waits for each answer. */
  timeoutMs?: number;
}

/** Attacks a server and lists what it did wrong, a line for each request that was not answered as it deserves. */
export async function attack({ port, seed, count, width, material, timeoutMs }: Attack): Promise<string[]> {
  const breaches: string[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count && breaches.length < 20) {
      const index = next++;
      const request = hostileRequest(seed, index, material);
      await play(port, request, timeoutMs).catch((error: Error) => {
        breaches.push(`seed ${seed}, request ${index} (${request.kind}): ${error.message}`);
      });
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return breaches;
}

/** Plays one request. Rejects on the first thing that is not as it should be. */
async function play(port: number, request: HostileRequest, timeoutMs?: number): Promise<void> {
  const client = await openRawClient(port, timeoutMs);
  try {
    const sent = send(client, request);
    if (request.ending === "reset") return await sent;
    const first = await client.answer(request.method);
    if (first === undefined) throw new Error("the server closed without an answer");
    judge(first, request.method);
    if (request.ending === "stay" && first.headers.connection !== "close") return;
    for (let more = await client.answer(); more; more = await client.answer()) judge(more, "GET");
  } finally {
    client.socket.destroy();
  }
}

async function send({ socket, send }: RawClient, { pieces, ending }: HostileRequest): Promise<void> {
  for (const piece of pieces) {
    await send(piece);
    await turn(); // so that the server meets each piece by itself
  }
  if (ending === "half-close") socket.end();
  if (ending === "reset") socket.resetAndDestroy();
}

function judge({ status, headers, body }: RawAnswer, method: string): void {
  const said = `${status} ${JSON.stringify(body.toString("utf8").slice(0, 200))}`;
  if (status === 200 && headers.vary === "Accept") return; // the root, which says what is where to anybody
  if (status < 400 || status > 499) throw new Error(`not a 4xx answer: ${said}`);
  if (headers["content-type"] !== "application/json; charset=utf-8") throw new Error(`not said to be JSON: ${said}`);
  if (method === "HEAD" && body.length === 0) return;
  const error = parse(body);
  if (Object.keys(error).sort().join() !== "code,message,status")
    throw new Error(`not {status, code, message}: ${said}`);
  if (error.status !== status) throw new Error(`status in the body is not the HTTP status: ${said}`);
  if (!/^[a-z]+(_[a-z]+)*$/.test(String(error.code)) || !error.message) throw new Error(`no code or message: ${said}`);
}

function parse(body: Buffer): Record<string, unknown> {
  try {
    return Object(JSON.parse(body.toString("utf8")));
  } catch {
    return {};
  }
}
