import { InputError } from "./input-error.ts";

/** Which part of all spaces a server keeps: the one of this number, from 1, of so many. */
export interface Shard {
  readonly number: number;
  /** A power of two up to 256, so that each part is a range of first digits, which balancers can match. */
  readonly of: number;
}

/**
 * The two hex digits that everything of a space begins with which its callers show: API keys, client ids, tokens. A
 * balancer sends by them; by the name itself it can, too, as nginx's `split_clients` hashes a text in the same way.
 */
export function shardPrefix(space: string): string {
  return (murmurHash2(new TextEncoder().encode(space)) >>> 24).toString(16).padStart(2, "0");
}

/** The space that a control token says it is of, undefined for what is no token of a space. */
export function spaceOfToken(token: string): string | undefined {
  return /^[\da-f]{2}-[A-Za-z0-9]{32}\.(.+)$/.exec(token)?.[1];
}

/** The server that keeps the spaces of a prefix. */
export function shardOf(prefix: string, { of }: Pick<Shard, "of">): Shard {
  return { number: Math.floor((Number.parseInt(prefix, 16) * of) / 256) + 1, of };
}

/** The first prefix of a server's range: a call that shows it reaches this server. */
export function firstPrefix({ number, of }: Shard): string {
  return (((number - 1) * 256) / of).toString(16).padStart(2, "0");
}

/** As people write it: `2/4`. */
export function shardText({ number, of }: Shard): string {
  return `${number}/${of}`;
}

/** @throws an error that says what was found and what was expected */
export function readShard(text: string): Shard {
  const [, number, of] = /^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(text)?.map(Number) ?? [];
  if (number !== undefined && of !== undefined && number <= of && of <= 256 && (of & (of - 1)) === 0)
    return { number, of };
  throw new InputError(
    `shard: found ${JSON.stringify(text.slice(0, 40))}, expected a number and how many there are, like 2/4, where these are 1, 2, 4, 8 … or 256`,
  );
}

/** MurmurHash2 of 32 bits with the seed 0. */
function murmurHash2(bytes: Uint8Array): number {
  const factor = 0x5bd1e995;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let hash = bytes.length;
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) {
    let word = Math.imul(view.getUint32(at, true), factor);
    word ^= word >>> 24;
    hash = Math.imul(hash, factor) ^ Math.imul(word, factor);
  }
  if (at < bytes.length) {
    for (let left = bytes.length - 1; left >= at; left--) hash ^= (bytes[left] as number) << (8 * (left - at));
    hash = Math.imul(hash, factor);
  }
  hash = Math.imul(hash ^ (hash >>> 13), factor);
  return (hash ^ (hash >>> 15)) >>> 0;
}
