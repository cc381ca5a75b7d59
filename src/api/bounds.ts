/** How much of foreign data is read: what is beyond is refused or not judged, in one place for all ways in. */
export const bounds = {
  /** Largest body, in bytes: four times the largest request that the API takes. */
  bytes: 4 * 1_048_576,
  /** Deepest nesting of lists and objects. */
  depth: 100,
  /** Most members of all lists and objects together. */
  members: 200_000,
} as const;

/** How deep and how wide a JSON text may be. */
export type JsonBounds = Readonly<Record<"depth" | "members", number>>;

/**
 * In what a JSON text goes beyond the bounds, if it does: found before it is parsed, as reading a deep text by recursion
 * would end the process.
 */
export function beyondBounds(text: string, most: JsonBounds = bounds): string | undefined {
  let depth = 0;
  let members = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (letter === 34) at = endOfText(text, at);
    else if (letter === 123 || letter === 91) {
      depth += 1;
      members += 1;
      if (depth > most.depth) return `it is nested more than ${most.depth} deep`;
    } else if (letter === 125 || letter === 93) depth -= 1;
    else if (letter === 44) members += 1;
    if (members > most.members) return `it has more than ${most.members} members`;
  }
  return undefined;
}

/** Where the quote stands that ends a text. */
function endOfText(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text.charCodeAt(at) !== 34) at += text.charCodeAt(at) === 92 ? 2 : 1;
  return at;
}

/** Room that many share: whoever finds it taken is told so at once. */
export interface Budget {
  /** Takes so many bytes, unless there would then be more than there are; says whether it did. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

/** Makes a budget of so many bytes. */
export function createBudget(most: number): Budget {
  let taken = 0;
  return {
    take: (bytes) => {
      if (taken + bytes > most) return false;
      taken += bytes;
      return true;
    },
    give: (bytes) => {
      taken -= bytes;
    },
  };
}

/** Joins chunks as they come, so that many small ones take no more room than their bytes. */
export interface ChunkBuffer {
  /** Takes a chunk, unless all would then be over the limit; says whether it did. */
  add(chunk: Uint8Array): boolean;
  bytes(): Uint8Array<ArrayBuffer>;
}

/** Makes what joins chunks up to a limit. */
export function createChunkBuffer(limit: number = bounds.bytes): ChunkBuffer {
  let buffer = new Uint8Array(1_024);
  let size = 0;
  return {
    add: (chunk) => {
      if (size + chunk.length > limit) return false;
      if (size + chunk.length > buffer.length) {
        const larger = new Uint8Array(Math.max(2 * buffer.length, size + chunk.length));
        larger.set(buffer.subarray(0, size));
        buffer = larger;
      }
      buffer.set(chunk, size);
      size += chunk.length;
      return true;
    },
    bytes: () => buffer.slice(0, size),
  };
}
