import { camel, create, insert, pascal } from "./write.ts";

/** Writes the skeleton of an endpoint: a signed query about nothing in particular, to be made what its page says. */
export function newEndpoint(name: string): void {
  const path = `/api/v4/${name.replaceAll("-", "_")}`;
  const schema = (kind: "request" | "response", rest: string) => `{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "${name}.${kind}.json",
  "title": "${pascal(name)}${kind === "request" ? "Request" : "Response"}",
  "description": "${kind === "request" ? "Query" : "Answer"} of GET ${path}. assumed",
  "x-evidence": "assumed",
  "type": "object",
  ${rest}
}
`;
  create(
    `schemas/wire/${name}.request.json`,
    schema(
      "request",
      '"properties": { "product": { "type": "string", "description": "Code of a product" } },\n  "additionalProperties": false',
    ),
  );
  create(
    `schemas/wire/${name}.response.json`,
    schema(
      "response",
      '"properties": { "name": { "type": "string", "description": "Name of the company" } },\n  "required": ["name"],\n  "additionalProperties": false',
    ),
  );
  insert(
    "src/api/endpoints.ts",
    { before: "} as const satisfies Record<string, EndpointRow>;" },
    `  "${name}": {
    method: "GET",
    path: "${path}",
    auth: "signed",
    identification: "none",
    errors: { documented: [], generic: [...authorization, "validation_error"], assumed: {} },
    source: "assumed",
  },
`,
  );
  create(
    `src/mock/endpoints/${name}.ts`,
    `import type { Behaviour } from "../behaviour.ts";

/** Answers the name of the caller's company. assumed */
export const ${camel(name)}: Behaviour<"${name}"> = (_input, { world, caller }) => ({
  name: world.companies.get(caller.companyId)?.name ?? "",
});
`,
  );
  const behaviours = "src/mock/endpoints/index.ts";
  insert(
    behaviours,
    { before: "\n/** What each endpoint does. */" },
    `import { ${camel(name)} } from "./${name}.ts";\n`,
  );
  insert(behaviours, { before: "};" }, `  "${name}": ${camel(name)},\n`);
  create(
    `src/contract/cases/${name}.ts`,
    `import type { ContractCase } from "../case.ts";
import { caseMaker } from "./case-maker.ts";
import { genericCases } from "./generic.ts";

const { ok } = caseMaker("${name}");

/** The contract of GET ${name.replaceAll("-", "_")}. */
export const ${camel(name)}Cases: readonly ContractCase[] = [
  ok("the company is named", "activeKeyLicense"),

  ...genericCases("${name}", { role: "activeKeyLicense", required: "product", wrongType: "none" }),
];
`,
  );
  insert(
    "test/answer-values/sources/answers.ts",
    { before: '  "check-license.response.json"' },
    `  "${name}.response.json": { "/name": ({ company }: Call) => company.name },\n`,
  );
  insert(
    "test/answer-values/story/reading.ts",
    { before: '  ...steps("oauth-url"' },
    `  step("${name}", { product: "key-app" }),\n  step("${name}", { product: "key-app" }, { as: "Beta" }),\n`,
  );
  const cases = "src/contract/cases/index.ts";
  insert(
    cases,
    { before: "\n/** Every case of the contract. */" },
    `import { ${camel(name)}Cases } from "./${name}.ts";\n`,
  );
  insert(cases, { before: "];" }, `  ...${camel(name)}Cases,\n`);
  create(
    `test/endpoints/${name}.test.ts`,
    `import { expect, test } from "vitest";
import { createMock } from "../../src/mock/create-mock.ts";
import { clientOf } from "../calls.ts";

test("a caller is told the name of its company", async () => {
  expect(await clientOf(createMock()).call("${name}", {})).toEqual({ name: "Example Software" });
});
`,
  );
}
