/** One answer as it came off a connection. `body` is a view: read it before the next answer arrives. */
export interface Answer {
  status: number;
  head: string;
  body: Buffer;
}

/**
 * Reads the one answer that `bytes` holds, or returns undefined while it is incomplete.
 *
 * It knows exactly what a closed loop needs (one answer at a time, `Content-Length`), because every microsecond spent
 * here is taken from the server under test when both share a machine.
 *
 * @throws where the bytes are not one HTTP/1.1 answer with a length
 */
export function readAnswer(bytes: Buffer): Answer | undefined {
  const headEnd = bytes.indexOf("\r\n\r\n");
  if (headEnd === -1) return undefined;
  const head = bytes.toString("latin1", 0, headEnd);
  const bodyStart = headEnd + 4;
  const bodyEnd = bodyStart + lengthOf(head);
  if (bytes.length < bodyEnd) return undefined;
  if (bytes.length > bodyEnd)
    throw new Error(`${bytes.length - bodyEnd} bytes follow an answer nobody asked for:\n${head}`);
  return { status: Number(head.slice(9, 12)), head, body: bytes.subarray(bodyStart, bodyEnd) };
}

/** Returns the value of a header, whatever its case, or undefined. */
export function headerOf(answer: Answer, name: string): string | undefined {
  const prefix = `${name.toLowerCase()}:`;
  const line = answer.head.split("\r\n").find((candidate) => candidate.toLowerCase().startsWith(prefix));
  return line?.slice(prefix.length).trim();
}

function lengthOf(head: string): number {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined && head.startsWith("HTTP/1.1 ")) return Number(length);
  throw new Error(`The load client reads HTTP/1.1 answers with a Content-Length, and got:\n${head}`);
}
