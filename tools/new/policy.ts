import { create, insert } from "./write.ts";

/** Writes the skeleton of a policy, of two values, with its note. Nothing behaves by it yet: its test says what should. */
export function newPolicy(name: string): void {
  insert(
    "src/api/policies.ts",
    { before: "} as const satisfies Readonly<Record<string, PolicyRow>>;" },
    `  ${name}: policy([false, true], {
    about: "Whether …",
    evidence: "assumed",
    reason: "no page says it",
    note: "${name}",
  }),
`,
  );
  insert(
    "decisions/api-choices.md",
    { before: "### Not a choice about the API" },
    `### ${name}: what is open

- **Sources.** No page says it.
- **The kit.** Does …
- **Policy.** \`${name}\`: **false**, true.
- **A server** that does otherwise raises an open question.

`,
  );
  create(
    `test/policies/${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.test.ts`,
    `import { expect, test } from "vitest";
import { createMock } from "../../src/mock/create-mock.ts";

test("${name} is false where nobody chose, and as it was chosen", () => {
  expect(createMock().policy.${name}).toBe(false);
  expect(createMock({ policy: { ${name}: true } }).policy.${name}).toBe(true);
});
`,
  );
}
