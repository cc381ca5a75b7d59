import { createHmac } from "node:crypto";

/** The two halves of an API key pair. */
export interface Credentials {
  apiKey: string;
  sharedKey: string;
}

/** What a call asks for. `target` is path and query as on the request line. */
export interface Call {
  method: "GET" | "POST";
  target: string;
  body?: string;
}

/**
 * Returns a function that gives the bytes of the call, authorized for the present second.
 *
 * Building and signing a request costs as much as sending it, and a `Date` header only has seconds, so the bytes are
 * kept for as long as they stay true.
 */
export function signedRequest(call: Call, url: string, credentials: Credentials): () => Buffer {
  const sign = requestSigner(url, credentials);
  let signedBy: string[] = [];
  let bytes: Buffer = Buffer.alloc(0);
  return () => {
    const head = sign();
    if (head !== signedBy) {
      signedBy = head;
      bytes = requestBytes(call, head);
    }
    return bytes;
  };
}

/** Returns a function that gives the bytes of any call, for loads that ask each thing once. */
export function signedRequests(url: string, credentials: Credentials): (call: Call) => Buffer {
  const sign = requestSigner(url, credentials);
  return (call) => requestBytes(call, sign());
}

/**
 * The headers that authorize calls of the present second, the same list for as long as it lasts. The HMAC is computed here
 * and not by the kit's `authorize`: a mistake shared by both sides would go unseen.
 */
export function requestSigner(url: string, { apiKey, sharedKey }: Credentials): () => string[] {
  const { host } = new URL(url);
  let second = 0;
  let head: string[] = [];
  return () => {
    const present = Math.floor(Date.now() / 1000);
    if (present === second) return head;
    second = present;
    const date = new Date(present * 1000).toUTCString();
    const signature = createHmac("sha256", sharedKey).update(`licenseSpring\ndate: ${date}`).digest("base64");
    head = [
      `Host: ${host}`,
      `Date: ${date}`,
      `Authorization: algorithm="hmac-sha256",headers="date",signature="${signature}",apikey="${apiKey}"`,
      "Accept: application/json",
      "Content-Type: application/json",
    ];
    return head;
  };
}

function requestBytes({ method, target, body = "" }: Call, head: readonly string[]): Buffer {
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...head,
    ...(method === "POST" ? [`Content-Length: ${Buffer.byteLength(body)}`] : []),
  ];
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body}`);
}
