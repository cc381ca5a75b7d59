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
 * kept for as long as they stay true. The HMAC is computed here and not by the kit's `authorize`: a mistake shared by
 * both sides would go unseen.
 */
export function signedRequest(call: Call, url: string, credentials: Credentials): () => Buffer {
  const { host } = new URL(url);
  let second = 0;
  let bytes: Buffer = Buffer.alloc(0);
  return () => {
    const present = Math.floor(Date.now() / 1000);
    if (present !== second) {
      second = present;
      bytes = requestBytes(call, host, credentials, new Date(present * 1000).toUTCString());
    }
    return bytes;
  };
}

function requestBytes(call: Call, host: string, { apiKey, sharedKey }: Credentials, date: string): Buffer {
  const signature = createHmac("sha256", sharedKey).update(`licenseSpring\ndate: ${date}`).digest("base64");
  const body = call.body ?? "";
  const lines = [
    `${call.method} ${call.target} HTTP/1.1`,
    `Host: ${host}`,
    `Date: ${date}`,
    `Authorization: algorithm="hmac-sha256",headers="date",signature="${signature}",apikey="${apiKey}"`,
    "Accept: application/json",
    "Content-Type: application/json",
    ...(call.method === "POST" ? [`Content-Length: ${Buffer.byteLength(body)}`] : []),
  ];
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body}`);
}
