import { verify } from "node:crypto";
import { testPublicKey } from "../../../src/generated/fixtures.ts";

// The same answers come again and again while thousands of servers are judged, and a verification that waits for another
// thread costs more than all else: each signature is verified once, at once, by the one key that there is. Only what
// proves the contract loads this.

const known = new Map<string, boolean>();

crypto.subtle.verify = async (_algorithm, _key, signature, data) => {
  const [signed, text] = [bytesOf(signature), bytesOf(data)];
  const name = `${signed.toString("latin1")} ${text.toString("latin1")}`;
  const result = known.get(name) ?? verify("sha256", text, testPublicKey, signed);
  if (known.size > 100_000) known.clear();
  known.set(name, result);
  return result;
};

function bytesOf(source: BufferSource): Buffer {
  if (source instanceof ArrayBuffer) return Buffer.from(source);
  return Buffer.from(source.buffer, source.byteOffset, source.byteLength);
}
