import { rmSync } from "node:fs";
import { createServer, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, createServer as createRawServer, type Socket, type Server as SocketServer } from "node:net";
import { dirname } from "node:path";
import { text } from "node:stream/consumers";
import { certificateFor } from "../../src/cli/certificate.ts";
import type { Mock } from "../../src/mock/create-mock.ts";

const open: { readonly server: SocketServer; readonly sockets: Set<Socket> }[] = [];

/** Address of a server that treats each connection as it likes once a request comes. */
export function rawServer(treat: (socket: Socket) => void): Promise<string> {
  return listen(
    createRawServer((socket) => {
      socket.on("error", () => {}); // it is meant to break
      socket.once("data", () => treat(socket));
    }),
  );
}

/** Address of a server that answers over HTTP as it likes. */
export function httpServer(listener: RequestListener): Promise<string> {
  return listen(createServer(listener));
}

/** Address of a server that answers as the mock does, but for paths of which `instead` gives another body of JSON. */
export function mockServer(mock: Mock, instead: (path: string) => string | undefined): Promise<string> {
  return httpServer(async (request, response) => {
    const { url = "/", method = "GET", headers } = request;
    const body = instead(url);
    if (body !== undefined) return json(response, body);
    const init = { method, headers: headers as Record<string, string> };
    const sent = method === "GET" ? init : { ...init, body: await text(request) };
    const answer = await mock.fetch(`http://127.0.0.1${url}`, sent);
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
}

/** Address of a server with a certificate that nobody trusts. */
export async function untrustedServer(): Promise<string> {
  const { cert, key, file } = await certificateFor("127.0.0.1");
  rmSync(dirname(file), { recursive: true });
  const server = createSecureServer({ cert, key }, (_request, response) => void response.end());
  return (await listen(server)).replace("http:", "https:");
}

/** Address that nobody listens at any more. */
export async function closedServer(): Promise<string> {
  const address = await rawServer(() => {});
  closeServers();
  return address;
}

/** Closes every server that was opened, with all its connections. */
export function closeServers(): void {
  for (const { server, sockets } of open.splice(0)) {
    server.close();
    for (const socket of sockets) socket.destroy();
  }
}

/** JSON of lists in lists, so deep. */
export function nested(depth: number): string {
  return "[".repeat(depth) + "]".repeat(depth);
}

/** Answers JSON. */
export function json(response: ServerResponse, body: string | Uint8Array): void {
  response.setHeader("content-type", "application/json");
  response.end(body);
}

/** Writes the same bytes again and again, as fast as they are taken, until the client has enough. */
export function endless(response: ServerResponse): void {
  const bytes = new Uint8Array(1_048_576).fill(120);
  const more = () => {
    while (!response.destroyed && response.write(bytes));
  };
  response.setHeader("content-type", "application/json");
  response.on("drain", more).on("error", () => {});
  more();
}

/** Writes a byte now and then, until the client has enough. */
export function dribble(socket: Socket, head: string): void {
  socket.write(head);
  const turn = setInterval(() => socket.write(" "), 50);
  socket.on("close", () => clearInterval(turn));
}

async function listen(server: SocketServer): Promise<string> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => void sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({ server, sockets });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
