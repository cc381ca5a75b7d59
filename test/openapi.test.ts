import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import openapiTypescript, { astToString } from "openapi-typescript";
import { expect, test, vi } from "vitest";
import { endpointNames, endpointRow } from "../src/api/endpoints.ts";

const text = readFileSync(new URL("../src/generated/openapi.json", import.meta.url), "utf8");
const openapi = JSON.parse(text);

test("an independent validator takes openapi.json for OpenAPI 3.1", async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(JSON.parse(text));
  expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
  expect(validator.version).toBe("3.1");
});

test("an independent client generator loads it without warnings", async () => {
  const complaints = [vi.spyOn(console, "warn"), vi.spyOn(console, "error")];
  const types = astToString(await openapiTypescript(JSON.parse(text)));
  for (const complaint of complaints) expect(complaint).not.toHaveBeenCalled();
  for (const name of endpointNames) expect(types).toContain(`"${endpointRow(name).path}"`);
});

test("every endpoint is described with all that it answers", () => {
  for (const name of endpointNames) {
    const { path, method } = endpointRow(name);
    const operation = openapi.paths[path]?.[method.toLowerCase()];
    expect(Object.keys(operation.responses), name).toEqual(expect.arrayContaining(["200", "400"]));
    expect(operation.responses["200"].headers, name).toHaveProperty("LicenseSignature");
  }
});

test("every reference leads somewhere", () => {
  const references = [...text.matchAll(/"\$ref": "#\/components\/(\w+)\/(\w+)"/g)];
  expect(references.length).toBeGreaterThan(100);
  for (const [, kind = "", name = ""] of references) expect(openapi.components[kind]).toHaveProperty(name);
});
