import { verify } from "node:crypto";
import { type Connection, openConnection } from "../connection.ts";
import { type Answer, headerOf } from "../http-answer.ts";
import { sampleEvery } from "../right-answers.ts";

/** An answer as it was when it came. */
export interface Reply {
  /** `ok`, or the code of the error. */
  outcome: string;
  status: number;
  body: string;
}

/** A keep-alive connection on which one call at a time waits for its answer. */
export interface Caller {
  /** @throws when the connection breaks, or an answer is not signed by the server's key; one answer in 199 is looked at */
  call(request: Buffer): Promise<Reply>;
  close(): void;
}

const patienceMs = 30_000;

/** Connects to a server. */
export async function openCaller(url: string, publicKey: string): Promise<Caller> {
  let answers = 0;
  let settle: { answered(answer: Answer): void; failed(error: Error): void } | undefined;
  let broken: Error | undefined;
  const connection: Connection = await openConnection(url, {
    answered: (answer) => settle?.answered(answer),
    failed(error) {
      broken = error;
      settle?.failed(error);
    },
  });
  return {
    call: (request) =>
      new Promise((resolve, reject) => {
        if (broken) return reject(broken);
        const silence = setTimeout(() => reject(new Error(`no answer for ${patienceMs} ms`)), patienceMs);
        settle = {
          answered(answer) {
            clearTimeout(silence);
            if (answers++ % sampleEvery === 0) requireSignature(answer, publicKey);
            resolve(replyOf(answer));
          },
          failed(error) {
            clearTimeout(silence);
            reject(error);
          },
        };
        connection.send(request);
      }),
    close: () => connection.close(),
  };
}

function replyOf({ status, body: bytes }: Answer): Reply {
  const body = bytes.toString();
  if (status === 200) return { outcome: "ok", status, body };
  return { outcome: String((JSON.parse(body) as { code?: unknown }).code), status, body };
}

function requireSignature(answer: Answer, publicKey: string): void {
  const signature = headerOf(answer, "LicenseSignature") ?? "";
  if (!verify("RSA-SHA256", answer.body, publicKey, Buffer.from(signature, "base64")))
    throw new Error(`answered with a LicenseSignature that does not verify:\n${answer.body}`);
}
