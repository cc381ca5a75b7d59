import { type ServerResponse, STATUS_CODES } from "node:http";

/** An answer of the proxy's own, for what it cannot pass on. It is not the API's: codes tell, and no signature. */
export interface ProxyRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** Answers a request in the proxy's own name. */
export function refuse(response: ServerResponse, refusal: ProxyRefusal): void {
  const body = bodyOf(refusal);
  response.statusMessage = STATUS_CODES[refusal.status] ?? "";
  response
    .writeHead(refusal.status, ["Content-Type", jsonType, "Content-Length", String(Buffer.byteLength(body))])
    .end(body);
}

/** The same as a text, where Node made no response. */
export function refusalText(refusal: ProxyRefusal): string {
  const body = bodyOf(refusal);
  const head = [
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`,
    `Content-Type: ${jsonType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  return `${head.join("\r\n")}\r\n\r\n${body}`;
}

const jsonType = "application/json; charset=utf-8";

function bodyOf({ status, code, message }: ProxyRefusal): string {
  return JSON.stringify({ status, code, message: `license-api-kit proxy: ${message}` });
}
