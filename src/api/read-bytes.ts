import { createChunkBuffer } from "./bounds.ts";

/** The body of an answer; undefined where it is over the bounds, of which no more is read then. */
export async function readBytes(response: Response): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const joined = createChunkBuffer();
  for (const reader = response.body?.getReader(); reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    if (joined.add(value)) continue;
    reader.cancel().catch(() => {}); // of a copied answer it ends only when the other copy is read, so nobody waits for it
    return undefined;
  }
  return joined.bytes();
}
