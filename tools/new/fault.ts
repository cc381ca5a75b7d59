import { changeJson, insert } from "./write.ts";

interface FaultSchema {
  readonly allOf: object[];
  readonly properties: { readonly kind: { readonly enum: string[] } };
}

/** Writes the skeleton of a kind of fault: one that sends an answer without its last letter, to be made what it should be. */
export function newFault(name: string): void {
  changeJson<FaultSchema>("schemas/control/fault.json", ({ allOf, properties }) => {
    properties.kind.enum.push(name);
    allOf.push({
      if: { properties: { kind: { const: name } }, required: ["kind"] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { description: "The answer without its last letter", properties: {} },
    });
  });
  insert(
    "src/mock/faults/kinds.ts",
    { after: '  "future-date": { callHappens: true, meetsUnauthorized: false },\n' },
    `  "${name}": { callHappens: true, meetsUnauthorized: false },\n`,
  );
  insert(
    "src/mock/faults/tampering.ts",
    { before: '  "missing-signature": (' },
    `  "${name}": (answer, _fault, { state }) => signed({ ...answer, body: answer.body.slice(0, -1) }, state),\n`,
  );
  insert(
    "test/faults.test.ts",
    { before: '  "missing-signature": {' },
    `  "${name}": { see: ({ body }) => expect(() => JSON.parse(String(body))).toThrow() },\n`,
  );
}
