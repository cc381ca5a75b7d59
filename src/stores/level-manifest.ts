/** What stands behind each tag of a manifest's record: numbers, and texts after their lengths. */
const layouts: Readonly<Record<number, readonly ("number" | "text")[]>> = {
  1: ["text"], // comparator
  2: ["number"], // log
  3: ["number"], // next file
  4: ["number"], // last sequence
  5: ["number", "text"], // where compaction of a level goes on
  6: ["number", "number"], // table that goes
  7: ["number", "number", "number", "text", "text"], // table that comes
  9: ["number"], // log before
};
const logTag = 2;

/**
 * The number of the log that a manifest goes on with, by its records; 0 where there is none. That log is there as long as
 * the manifest is the newest: it goes only after a record that names the next.
 *
 * Source: observed: LevelDB 1.20, version_edit.cc
 */
export function logOfManifest(records: readonly Buffer[]): number {
  let log = 0;
  for (const record of records) {
    for (let at = 0; at < record.length; ) {
      let number: number;
      [number, at] = readNumber(record, at);
      const isLog = number === logTag;
      const layout = layouts[number];
      if (layout === undefined) return 0; // not of the LevelDB that this knows
      for (const part of layout) {
        [number, at] = readNumber(record, at);
        if (isLog) log = number;
        if (part === "text") at += number;
      }
    }
  }
  return log;
}

/** A number in pieces of seven bits, the lowest first, and where the next begins. */
function readNumber(bytes: Buffer, from: number): [number, number] {
  let number = 0;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    number += (byte & 0x7f) * 2 ** (7 * (at - from));
    if (byte < 0x80) return [number, at + 1];
  }
  return [number, bytes.length];
}
