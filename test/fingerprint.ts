import type { Space } from "../src/mock/space/space.ts";

/** The whole world as a text. */
export function fingerprint(mock: Space): string {
  const { lastId, tables } = mock.snapshot();
  return JSON.stringify([lastId, Object.entries(tables).map(([name, rows]) => [name, [...rows]])]);
}
