import type { Operation } from "../../src/control/operation.ts";
import { operationRows } from "../../src/control/operations.ts";
import { version } from "./api-info.ts";
import { forOpenapi } from "./openapi.ts";
import { type Schema, schemas } from "./schema-files.ts";
import { typeName } from "./types.ts";

/** The OpenAPI 3.1 description of the control API, made from its operations and the schemas. */
export function generateControlOpenapi(): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [, row] of operationRows) {
    const path = `/__mock${row.path.replace(/:(\w+)/g, "{$1}")}`;
    paths[path] = { ...paths[path], [row.method.toLowerCase()]: operation(row) };
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Control API of the License API mock server",
      version: version(),
      summary: "Spaces, clock, faults, tweaks, journal and world of a running mock",
      description:
        "Without a control token only callers on the server's own machine are taken; with one, whoever brings it. What changes something needs the content type application/json, with or without a body.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "http://127.0.0.1:8080", description: "The mock server" }],
    tags: [{ name: "Control", description: "All operations" }],
    security: [{}, { token: [] }],
    paths,
    components: {
      schemas: Object.fromEntries(reached().map((file) => [typeName(file), forOpenapi(schemas[file] as Schema)])),
      parameters: { Space: spaceParameter("header", "X-Mock-Space"), SpaceInQuery: spaceParameter("query", "space") },
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "The control token of the server, or the token of the space that the call is about",
        },
      },
    },
  };
}

function operation(row: Operation): unknown {
  const { method, path, about, isOpen, ofServer, takes, mayBeEmpty, refuses = [] } = row;
  const parameters = [...stepParameters(path), ...queryParameters(row), ...(ofServer ? [] : spaceReferences)];
  const statuses = new Set([
    400,
    ...(isOpen === "always" ? [] : [401]),
    ...(isOpen ? [] : [403]),
    ...(ofServer ? [] : [404]),
    ...refuses,
  ]);
  const words = path.split(/[^A-Za-z]+/).filter((word) => word !== "");
  return {
    tags: ["Control"],
    operationId: [method.toLowerCase(), ...words.map(capitalized)].join(""),
    summary: about,
    ...(isOpen && { security: isOpen === "always" ? [] : [{}, { token: [] }] }),
    ...(parameters.length > 0 && { parameters }),
    ...(takes && { requestBody: { required: !mayBeEmpty, content: json(reference(takes)) } }),
    responses: { [row.status ?? 200]: success(row), ...Object.fromEntries([...statuses].sort().map(failure)) },
  };
}

/** Steps of paths, and what they stand for. */
const steps: Readonly<Record<string, Schema>> = {
  id: { type: "integer", description: "Its id" },
  name: { type: "string", description: "Its name" },
  table: { type: "string", description: "Name of a table, like `licenses`" },
};

function stepParameters(path: string): unknown[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => {
    const { description, ...schema } = steps[name] ?? {};
    return { name, in: "path", required: true, description, schema };
  });
}

function queryParameters({ query = {} }: Operation): unknown[] {
  if (query === "any") {
    const schema = { type: "object", additionalProperties: { type: "string" } };
    return [{ name: "fields", in: "query", style: "form", explode: true, description: "Fields of a row", schema }];
  }
  return Object.entries(query).map(([name, description]) => ({
    ...{ name, in: "query", description },
    schema: { type: "string" },
  }));
}

const spaceReferences = [{ $ref: "#/components/parameters/Space" }, { $ref: "#/components/parameters/SpaceInQuery" }];

function spaceParameter(place: "header" | "query", name: string): unknown {
  const description = "The space that is meant. Default: the main one";
  return { name, in: place, description, schema: { type: "string" } };
}

function success({ gives }: Operation): unknown {
  if (gives === "pem")
    return { description: "PEM", content: { "application/x-pem-file": { schema: { type: "string" } } } };
  const [name, schema] =
    typeof gives === "string" ? [gives, reference(gives)] : [gives[0], { type: "array", items: reference(gives[0]) }];
  return { description: schemas[`${name}.json`]?.description ?? "", content: json(schema) };
}

/** Why a call is refused, by status. */
const reasons: Readonly<Record<number, string>> = {
  400: "What came is wrong: the place, what was found and what was expected",
  401: "The control token is missing or wrong",
  403: "The caller may not do this",
  404: "There is no such thing",
  409: "Things are not so that it could be done",
};

function failure(status: number): [string, unknown] {
  return [String(status), { description: reasons[status], content: json(reference("control-error")) }];
}

function json(schema: Schema): unknown {
  return { "application/json": { schema } };
}

function reference(name: string): Schema {
  return { $ref: `#/components/schemas/${typeName(`${name}.json`)}` };
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The schemas that operations name, with those that they lead to. */
function reached(): string[] {
  const found = new Set<string>();
  const follow = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    for (const [, next = ""] of JSON.stringify(schemas[file]).matchAll(/"\$ref":"([^"]+)"/g)) follow(next);
  };
  const named = operationRows
    .flatMap(([, { takes, gives }]) => [takes ?? [], gives].flat())
    .filter((name) => name !== "pem");
  for (const name of ["control-error", ...named]) follow(`${name}.json`);
  return [...found].sort();
}
