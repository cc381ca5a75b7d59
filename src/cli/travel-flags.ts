import { X509Certificate } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Agent, request as secure } from "node:https";
import { Readable } from "node:stream";
import { rootCertificates } from "node:tls";
import type { SendOptions } from "../contract/send-request.ts";
import { readText } from "./read-file.ts";
import { asUsage } from "./usage-error.ts";

/** Flags about how requests travel. */
export interface TravelFlags {
  readonly timeout: number;
  readonly rate?: number;
  readonly ca?: string;
}

/** How requests travel by these flags. */
export function travelOf({ timeout, rate, ca }: TravelFlags): SendOptions {
  return {
    timeoutMs: timeout,
    ...(rate !== undefined && { rate }),
    ...(ca !== undefined && { fetch: fetchTrusting(readCertificate(ca)) }),
  };
}

/** The PEM of an authority, from a file. */
export function readCertificate(file: string): string {
  const text = readText(file, "--ca");
  return asUsage(`--ca ${file}`, () => new X509Certificate(text) && text);
}

/** A fetch that trusts one authority more: Node's own can be told so only when the process starts. */
function fetchTrusting(certificate: string): NonNullable<SendOptions["fetch"]> {
  const agent = new Agent({ ca: [...rootCertificates, certificate], keepAlive: false });
  return async (request) => {
    if (!request.url.startsWith("https:")) return fetch(request);
    const body = Buffer.from(await request.arrayBuffer());
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const { method, signal } = request;
      const headers = { ...Object.fromEntries(request.headers), "content-length": String(body.length) };
      secure(request.url, { agent, method, headers, signal }, resolve).on("error", reject).end(body);
    });
    const { statusCode: status = 0, headers } = answer;
    const pairs = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, [value].flat().join(", ")]],
    );
    const hasBody = ![101, 103, 204, 205, 304].includes(status);
    return new Response(hasBody ? (Readable.toWeb(answer) as ReadableStream) : null, { status, headers: pairs });
  };
}
