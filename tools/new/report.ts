import { camel, create, insert } from "./write.ts";

/** Writes the skeleton of a kind of report: how many cases ended how, a line each. */
export function newReport(name: string): void {
  create(
    `src/contract/report/${name}.ts`,
    `import type { RunReport } from "./report.ts";

/** Writes how many cases ended how, a line each. */
export function ${camel(name)}Report({ summary }: RunReport): string {
  const lines = Object.entries(summary.verdicts).map(([verdict, count]) => \`\${verdict} \${count}\`);
  return \`\${lines.join("\\n")}\\n\`;
}
`,
  );
  const index = "src/contract/report/index.ts";
  insert(
    index,
    { before: 'import type { RunReport } from "./report.ts";' },
    `import { ${camel(name)}Report } from "./${name}.ts";\n`,
  );
  insert(index, { after: "export type ReportKind =" }, ` "${name}" |`);
  insert(index, { before: "};" }, `  "${name}": ${camel(name)}Report,\n`);
  create(
    `test/report-${name}.test.ts`,
    `import { expect, test } from "vitest";
import { reporters } from "../src/contract/report/index.ts";
import { reportedRun } from "./reported-run.ts";

test("the ${name} report says how many cases passed", async () => {
  const { report } = await reportedRun({ filter: ["products/ok*"] });
  expect(reporters["${name}"](report)).toContain(\`passed \${report.summary.checked}\`);
});
`,
  );
}
