import { readFileSync } from "node:fs";
import { type Agent, type IncomingMessage, Agent as PlainAgent, request as plainRequest } from "node:http";
import { Agent as TlsAgent, request as tlsRequest } from "node:https";
import { connect } from "node:net";
import { type Credentials, requestSigner } from "../../signed-request.ts";

/** What is asked of a door. */
export interface Asked {
  method: string;
  target: string;
  body?: string;
  headers?: Record<string, string>;
}

/** An answer through a door. */
export interface Given {
  status: number;
  body: string;
}

/** A way into a server: plain, over TLS, through a proxy. */
export interface Door {
  /** Asks on a connection that stays, or on one of its own. @throws where the connection breaks */
  ask(asked: Asked, connection?: "kept" | "own"): Promise<Given>;
  /** Sends half of a request, and leaves. */
  leaveHalfway(): Promise<void>;
  /** Headers that authorize a call of this moment. */
  authorization(credentials: Credentials): Record<string, string>;
  close(): void;
}

const patienceMs = 60_000;

/** Opens a way in. @param certificate file of what to trust, for https */
export function openDoor(url: string, certificate?: string): Door {
  const { hostname, port, protocol } = new URL(url);
  const ca = certificate === undefined ? undefined : readFileSync(certificate);
  const isTls = protocol === "https:";
  const agent: Agent = isTls ? new TlsAgent({ keepAlive: true, ca }) : new PlainAgent({ keepAlive: true });
  const send = isTls ? tlsRequest : plainRequest;
  const signers = new Map<string, () => string[]>();
  return {
    ask: ({ method, target, body = "", headers = {} }, connection = "kept") =>
      new Promise((resolve, reject) => {
        const sent = send(
          {
            ...{ hostname, port, method, path: target, timeout: patienceMs, headers },
            ...(connection === "kept" ? { agent } : { agent: false as const, ...(ca && { ca }) }),
          },
          (answer) => read(answer).then((text) => resolve({ status: answer.statusCode ?? 0, body: text }), reject),
        );
        sent.on("timeout", () => sent.destroy(new Error(`no answer to ${method} ${target} for ${patienceMs} ms`)));
        sent.on("error", reject);
        sent.end(body);
      }),
    leaveHalfway: () =>
      new Promise((resolve) => {
        const socket = connect({ host: hostname, port: Number(port) }, () => {
          socket.write("POST /api/v4/activate_license HTTP/1.1\r\nContent-Length: 100\r\n\r\n{", () =>
            socket.destroy(),
          );
        });
        socket.on("close", () => resolve());
        socket.on("error", () => resolve());
      }),
    authorization: (credentials) => {
      const sign = signers.get(credentials.apiKey) ?? requestSigner(url, credentials);
      signers.set(credentials.apiKey, sign);
      return Object.fromEntries(sign().map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]));
    },
    close: () => agent.destroy(),
  };
}

async function read(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
