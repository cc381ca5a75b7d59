import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { endpointNames, endpointRow, errorCodesOf } from "../src/api/endpoints.ts";
import { type ErrorCode, errors } from "../src/api/errors.ts";
import { policies } from "../src/api/policies.ts";
import { type SchemaName, validate, violations } from "../src/api/validate.ts";
import { cases } from "../src/contract/cases/index.ts";
import { createMock } from "../src/mock/create-mock.ts";
import { behaviours } from "../src/mock/endpoints/index.ts";
import { tokenPath } from "../src/mock/oauth.ts";
import { chosenEndpoints } from "./chosen-endpoints.ts";

const root = new URL("../", import.meta.url);
const at = (path: string) => new URL(path, root);

/** Codes that no endpoint's row lists, and where they come from instead. */
const elsewhere: readonly ErrorCode[] = ["not_found"];

describe.each(chosenEndpoints(endpointNames))("%s", (name) => {
  const own = cases.filter(({ endpoint }) => endpoint === name);

  test.each(["ok", ...errorCodesOf(name)])("has a contract case for %s", (outcome) => {
    const ends = own.flatMap(({ steps }) => steps.flatMap(({ expect: { otherwise = [] } }) => otherwise));
    expect([...own.map((contractCase) => contractCase.outcome), ...ends.map(({ code }) => code)]).toContain(outcome);
  });

  test("has its schemas, its behaviour, its file of cases, its fixtures and its test", () => {
    expect(behaviours[name], `src/mock/endpoints/index.ts has no ${name}`).toBeTypeOf("function");
    for (const path of [
      `schemas/wire/${name}.request.json`,
      `schemas/wire/${name}.response.json`,
      `src/mock/endpoints/${name}.ts`,
      `src/contract/cases/${name}.ts`,
      `fixtures/exchanges/${name}/ok.json`,
      `test/endpoints/${name}.test.ts`,
    ]) {
      expect(existsSync(at(path)), path).toBe(true);
    }
  });

  test("lists only codes that something natural can provoke", () => {
    expect(errorCodesOf(name).filter((code) => "unreachable" in errors[code])).toEqual([]);
  });

  test("names real policies", () => {
    for (const condition of Object.values(endpointRow(name).errors.assumed)) {
      if (condition === "always") continue;
      const [, policy = "", value] = /^policy: (\w+)=(.+)$/.exec(condition) ?? [];
      const values = (policies as Record<string, { values: readonly unknown[] }>)[policy]?.values ?? [];
      expect(values.map(String), condition).toContain(value);
    }
  });
});

test("each code belongs to an endpoint, to all paths, or says why nothing natural provokes it", () => {
  const listed = new Set<string>([...elsewhere, ...endpointNames.flatMap(errorCodesOf)]);
  const homeless = Object.entries(errors).filter(([code, row]) => !listed.has(code) && !("unreachable" in row));
  expect(homeless.map(([code]) => code)).toEqual([]);
});

test("case ids are unique and follow the pattern path/outcome", () => {
  const ids = cases.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, endpoint, outcome } of cases) {
    const path = endpointRow(endpoint).path.replace("/api/v4/", "");
    expect(id === `${path}/${outcome}` || id.startsWith(`${path}/${outcome}-`), id).toBe(true);
  }
});

test("cases need only roles that the default world has, and each license role is needed by one", () => {
  const { roles } = createMock();
  const needed = new Set(cases.flatMap(({ needs }) => needs));
  expect([...needed].filter((name) => !roles[name])).toEqual([]);
});

test("the default world fits its schema and tells time by durations only", () => {
  const text = readFileSync(at("fixtures/worlds/default.json"), "utf8");
  expect(validate("world", JSON.parse(text))).toEqual([]);
  expect(text).not.toMatch(/"\d{4}-\d{2}-\d{2}/);
});

/** The schema of an answer at a path of the API, or at the host of tokens. */
function schemaOf(path: string, isSuccess: boolean): SchemaName | undefined {
  if (path === tokenPath) return isSuccess ? "oauth-token.response" : "oauth-token-error";
  const endpoint = endpointNames.find((other) => endpointRow(other).path === path);
  return endpoint && (isSuccess ? `${endpoint}.response` : "error");
}

test("every recorded exchange fits its schemas", () => {
  for (const name of endpointNames) {
    for (const file of readdirSync(at(`fixtures/exchanges/${name}`))) {
      const record = JSON.parse(readFileSync(at(`fixtures/exchanges/${name}/${file}`), "utf8"));
      for (const { request, response } of record.exchanges) {
        const path = new URL(request.url).pathname.replace(/\/+/g, "/").replace(/\/$/, "");
        const schema = schemaOf(path, response.status === 200);
        if (!schema) throw new Error(`${file}: no endpoint at ${path}`);
        expect(violations(schema, response.body, ["documented"]), `${name}/${file}`).toEqual([]);
      }
    }
  }
});
