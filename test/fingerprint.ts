import type { Mock } from "../src/mock/create-mock.ts";

/** The whole world as a text. */
export function fingerprint(mock: Mock): string {
  const { lastId, tables } = mock.snapshot();
  return JSON.stringify([lastId, Object.entries(tables).map(([name, rows]) => [name, [...rows]])]);
}
