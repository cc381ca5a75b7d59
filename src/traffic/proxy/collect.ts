import { isUtf8 } from "node:buffer";
import type { Readable } from "node:stream";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { type ChunkBuffer, createChunkBuffer } from "../../api/bounds.ts";
import type { ObservedRequest } from "../../contract/observed-request.ts";

/** Largest body that is checked, in bytes; larger ones are passed on all the same. */
export const checkedBodyLimit = 1_048_576;

/** A body as it passed, for those who look at it afterwards. */
export interface Collected {
  /** @param encoding the Content-Encoding that it came in */
  text(encoding: string | undefined): ObservedRequest["body"];
}

/** Keeps what passes through a stream, up to the limit. It neither starts the stream nor holds it up. */
export function collect(stream: Readable): Collected {
  let joined: ChunkBuffer | undefined = createChunkBuffer(checkedBodyLimit);
  stream.on("data", (chunk: Buffer) => {
    if (joined && !joined.add(chunk)) joined = undefined;
  });
  return {
    text: (encoding) => {
      if (joined === undefined) return { unreadable: "too_large" };
      const bytes = decoded(Buffer.from(joined.bytes()), encoding);
      if (bytes === undefined || !isUtf8(bytes)) return { unreadable: "not_utf8" };
      return bytes.toString();
    },
  };
}

/** Undefined where the bytes are not in that encoding. */
function decoded(bytes: Buffer, encoding = "identity"): Buffer | undefined {
  const options = { maxOutputLength: 4 * checkedBodyLimit }; // a kilobyte of gzip can hold a gigabyte of nothing
  const name = encoding.trim().toLowerCase();
  try {
    if (bytes.length === 0 || name === "identity" || name === "") return bytes;
    if (name === "gzip" || name === "x-gzip") return gunzipSync(bytes, options);
    if (name === "deflate") return inflateSync(bytes, options);
    return name === "br" ? brotliDecompressSync(bytes, options) : undefined;
  } catch {
    return undefined;
  }
}
