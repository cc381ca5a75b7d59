import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { endpointNames, endpointRow } from "../src/api/endpoints.ts";
import { cases } from "../src/contract/cases/index.ts";
import { runContract } from "../src/contract/run.ts";
import { createMock } from "../src/mock/create-mock.ts";
import { everyExchange } from "../tools/generate/recorded-examples.ts";
import { mapSchemas, type Schema } from "../tools/generate/schema-files.ts";

const text = readFileSync(new URL("../src/generated/openapi.client.json", import.meta.url), "utf8");
const client = JSON.parse(text);
const operations = endpointNames.map((name) => {
  const { path, method } = endpointRow(name);
  return [name, client.paths[path][method.toLowerCase()]] as const;
});

/** Every schema of the description, with where it stands. */
const schemas = schemasIn(client, "#");

function schemasIn(value: unknown, place: string): [string, Schema][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => {
    const isSchema = name === "schema" || place === "#/components/schemas";
    if (!isSchema) return name === "example" ? [] : schemasIn(part, `${place}/${name}`);
    const found: [string, Schema][] = [];
    mapSchemas(part, (schema) => {
      found.push([`${place}/${name}`, schema]);
      return schema;
    });
    return found;
  });
}

const ajv = new Ajv2020({ strict: false, formats: { int64: true, double: true } });
ajv.addSchema({ $id: "client", ...client });

const validators = new Map<string, ValidateFunction>();

/** What a schema of the description says against a value. */
function problems(schema: Schema, value: unknown): string[] {
  const text = JSON.stringify(schema);
  const validate = validators.get(text) ?? compiled(schema);
  validators.set(text, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function compiled(schema: Schema): ValidateFunction {
  return ajv.compile(mapSchemas(schema, (part) => (part.$ref ? { ...part, $ref: `client${part.$ref}` } : part)));
}

test("an independent validator takes it for OpenAPI 3.1", async () => {
  const { valid, errors } = await new Validator().validate(JSON.parse(text));
  expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
});

test("no schema has conditions, layers or alternatives, but null beside a class", () => {
  const without = ["allOf", "oneOf", "if", "then", "else", "not", "const", "unevaluatedProperties", "$dynamicRef"];
  for (const [place, schema] of schemas) {
    expect(
      Object.keys(schema).filter((keyword) => without.includes(keyword)),
      place,
    ).toEqual([]);
    if (schema.anyOf) expect(schema.anyOf, place).toEqual([{ $ref: expect.any(String) }, { type: "null" }]);
  }
});

test("only values that may be anything have no type, and they say what they are", () => {
  for (const [place, schema] of schemas) {
    if (schema.type || schema.$ref || schema.anyOf) continue;
    expect(schema, place).toHaveProperty("description");
  }
});

test("every class and every enumeration stands under a name of its own", () => {
  const names = Object.keys(client.components.schemas);
  for (const name of names) expect(name).toMatch(/^[A-Z][a-z]+([A-Z][a-z]+)*$/);
  const nested = schemas.filter(([, { properties, enum: values }]) => properties || values);
  expect(nested).toHaveLength(names.length);
});

test("every method has a name of its own", () => {
  const ids = operations.map(([, { operationId }]) => operationId);
  expect(new Set(ids).size).toBe(endpointNames.length);
  for (const id of ids) expect(id).toMatch(/^[a-z]+([A-Z][a-z]+)*$/);
});

test.each(operations)(
  "%s tells of refusals, of too many calls and of failures with the body of errors",
  (_, operation) => {
    const resolved = (answer: { $ref?: string }) =>
      answer.$ref ? client.components.responses[answer.$ref.split("/").at(-1) ?? ""] : answer;
    const { 200: _ok, ...failures } = operation.responses;
    expect(Object.keys(failures)).toEqual(expect.arrayContaining(["400", "404", "429", "500", "502", "503"]));
    for (const [status, failure] of Object.entries<{ $ref?: string }>(failures)) {
      const { schema, example } = resolved(failure).content["application/json"];
      expect(schema).toEqual({ $ref: "#/components/schemas/ErrorBody" });
      expect(problems(schema, example)).toEqual([]);
      expect(example.status).toBe(Number(status));
    }
  },
);

test.each(operations)("the examples of %s fit their schemas", (_, { parameters = [], requestBody, responses }) => {
  const content = [requestBody?.content ?? {}, responses["200"].content ?? {}].flatMap(Object.values);
  const given = parameters.filter(({ example }: { example?: unknown }) => example !== undefined);
  for (const { schema, example } of [...content, ...given]) expect(problems(schema, example)).toEqual([]);
  expect(content.length + given.length).toBeGreaterThan(0);
});

/** What a client could not read of the answer to a call. */
function unreadable(url: string, status: number, body: unknown): string[] {
  const [operation] = Object.values<{ responses: Record<number, unknown> }>(client.paths[new URL(url).pathname]);
  const answer = operation?.responses[status] as { content?: Record<string, { schema: Schema }> } | undefined;
  if (!answer) return [`${status} is not described`];
  const [media] = Object.values(answer.content ?? {});
  return media ? problems(media.schema, body) : body === "" ? [] : ["a body is not described"];
}

test("every recorded answer is read", () => {
  // Paths with doubled slashes are answered as well, but no client asks that way
  const exchanges = everyExchange().filter(({ request }) => new URL(request.url).pathname in client.paths);
  expect(exchanges.length).toBeGreaterThan(400);
  for (const { request, response } of exchanges) {
    expect(unreadable(request.url, response.status, response.body), request.url).toEqual([]);
  }
});

test("what is answered in the service's own dialect is read too", async () => {
  const mock = createMock({ policy: { dialect: "service" } });
  const target = { ...mock, baseUrl: "https://license-api.test", roles: mock.roles };
  const chosen = cases.filter(({ id }) => id.endsWith("/ok"));
  const urls = new Set<string>();
  for await (const { exchanges } of runContract({ target, cases: chosen, allow: "permanent", fetch: mock.fetch })) {
    for (const { request, answer } of exchanges) {
      if (!("body" in answer)) throw new Error(`${request.url}: no answer`);
      urls.add(new URL(request.url).pathname);
      expect(unreadable(request.url, answer.status, answer.body), request.url).toEqual([]);
    }
  }
  expect(urls.size).toBe(endpointNames.length);
});
