import { connect, type Socket } from "node:net";
import { type Answer, readAnswer } from "./http-answer.ts";

/** A keep-alive connection with at most one request under way. */
export interface Connection {
  send(request: Buffer): void;
  close(): void;
}

/** What a connection tells its owner. `failed` comes at most once; nothing comes after it. */
export interface ConnectionEvents {
  answered(answer: Answer): void;
  failed(error: Error): void;
}

const readBufferBytes = 64 * 1024;

/**
 * Opens a connection. Answers are read into one buffer of its own (`onread`), which skips the stream machinery and an
 * allocation for each answer: a load client that costs less leaves more of the machine to the server.
 */
export function openConnection(url: string, events: ConnectionEvents): Promise<Connection> {
  const { hostname, port } = new URL(url);
  const buffer = Buffer.allocUnsafe(readBufferBytes);
  let open = true;
  let partial: Buffer | undefined;

  function fail(socket: Socket, error: Error): void {
    if (!open) return;
    open = false;
    socket.destroy();
    events.failed(error);
  }

  function receive(socket: Socket, received: number): boolean {
    const chunk = buffer.subarray(0, received);
    const bytes = partial === undefined ? chunk : Buffer.concat([partial, chunk]);
    try {
      const answer = readAnswer(bytes);
      // The buffer is overwritten by the next read, so an incomplete answer has to be copied out of it.
      partial = answer === undefined ? Buffer.from(bytes) : undefined;
      if (answer !== undefined) events.answered(answer);
    } catch (error) {
      fail(socket, error instanceof Error ? error : new Error(String(error)));
    }
    return open;
  }

  return new Promise((resolve, reject) => {
    const socket: Socket = connect({
      host: hostname,
      port: Number(port),
      noDelay: true,
      onread: { buffer, callback: (received) => receive(socket, received) },
    });
    socket.once("connect", () =>
      resolve({
        send: (request) => void socket.write(request),
        close: () => {
          open = false;
          socket.destroy();
        },
      }),
    );
    socket.once("error", reject);
    socket.on("error", (error) => fail(socket, error));
    socket.on("close", () => fail(socket, new Error(`The server at ${url} closed a connection that was in use.`)));
  });
}

/** Asks once over a connection of its own. */
export async function ask(url: string, request: Buffer): Promise<Answer> {
  let connection: Connection | undefined;
  try {
    return await new Promise<Answer>((answered, failed) => {
      openConnection(url, { answered, failed }).then((opened) => {
        connection = opened;
        opened.send(request);
      }, failed);
    });
  } finally {
    connection?.close();
  }
}
