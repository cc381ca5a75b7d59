import { createMock } from "../src/mock/create-mock.ts";

/** A role of the default world without what it is for. */
export function fieldsOfRole(name: string): Record<string, unknown> {
  const { about: _about, facts: _facts, ...fields } = createMock().roles[name] ?? {};
  return fields;
}
