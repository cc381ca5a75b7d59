const blockBytes = 32_768;
const headerBytes = 7;

/** How a record lies in a block: whole, or as one of several pieces. */
const kinds = { full: 1, first: 2, middle: 3, last: 4 } as const;

/** What a log holds up to the first place where it was cut or damaged. */
export interface ReadLog {
  /** Bytes from the beginning that are whole records: all of them where nothing is damaged. */
  readonly whole: number;
  readonly records: readonly Buffer[];
}

/**
 * Reads a log of LevelDB, or its manifest, which is one. LevelDB itself passes a damaged part over in silence and goes on
 * behind it, and takes a cut end for the end; then a later write could be there and an earlier one be gone.
 *
 * Source: documented: LevelDB, log_format.md
 */
export function readLog(log: Buffer): ReadLog {
  const records: Buffer[] = [];
  let pieces: Buffer[] = [];
  let whole = 0;
  for (let at = 0; ; ) {
    const left = blockBytes - (at % blockBytes);
    if (left < headerBytes) {
      if (pieces.length === 0) whole = Math.min(at + left, log.length); // what fills the block up belongs to no record
      at += left;
    }
    if (at + headerBytes > log.length) return { whole, records };
    const kind = log.readUInt8(at + 6);
    const end = at + headerBytes + log.readUInt16LE(at + 4);
    const begins = kind === kinds.full || kind === kinds.first;
    if (end > log.length || begins === pieces.length > 0 || kind < kinds.full || kind > kinds.last) {
      return { whole, records };
    }
    if (masked(crc32c(log.subarray(at + 6, end))) !== log.readUInt32LE(at)) return { whole, records };
    pieces.push(log.subarray(at + headerBytes, end));
    if (kind === kinds.full || kind === kinds.last) {
      records.push(Buffer.concat(pieces));
      pieces = [];
      whole = end;
    }
    at = end;
  }
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0x82f63b78 : rest >>> 1;
  return rest;
});

function crc32c(bytes: Buffer): number {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = (table[(rest ^ byte) & 0xff] as number) ^ (rest >>> 8);
  return ~rest >>> 0;
}

/** LevelDB turns its sums and adds a number, as a sum over sums would be weak. */
function masked(sum: number): number {
  return (((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0;
}
