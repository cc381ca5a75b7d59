import { describe, expect, test } from "vitest";
import { ApiError } from "../src/api/errors.ts";
import { cleanFields, parseObject, readQuery } from "../src/api/read-fields.ts";

describe("a query", () => {
  test.each([
    ["license_id=12", { license_id: 12 }],
    ["license_id=-12.5", { license_id: -12.5 }],
    ["license_id=12.", { license_id: "12." }],
    ["license_id=.5", { license_id: ".5" }],
    ["license_id=1x", { license_id: "1x" }],
    ["license_id=x1", { license_id: "x1" }],
    ["license_id=1e3", { license_id: "1e3" }],
    ["license_id=--1", { license_id: "--1" }],
    ["license_key=12&username=true", { license_key: "12", username: "true" }],
    ["include_expired_features=true", { include_expired_features: true }],
    ["include_expired_features=false", { include_expired_features: false }],
    ["include_expired_features=True", { include_expired_features: "True" }],
    ["license_key=&product=p", { product: "p" }],
    ["no_such_field=1", { no_such_field: "1" }],
  ])("%s is read as %j", (query, values) => {
    expect(readQuery("check-license", query)).toEqual(values);
  });

  test("names no field twice", () => {
    const twice = () => readQuery("check-license", "product=p&license_id=1&product=p");
    expect(twice).toThrow(ApiError);
    expect(twice).toThrow(expect.objectContaining({ code: "validation_error" }));
    expect(twice).toThrow(/: product is given twice$/);
  });

  test("may name __proto__, which changes no object", () => {
    const values = readQuery("check-license", "__proto__=x");
    expect(Object.entries(values)).toEqual([["__proto__", "x"]]);
    expect(Object.getOwnPropertyDescriptor(values, "__proto__")).toMatchObject({
      enumerable: true,
      configurable: true,
      writable: true,
    });
  });
});

describe("a body's fields", () => {
  const clean = (given: Record<string, unknown>) => {
    const notes: string[] = [];
    return { values: cleanFields("activate-license", given, (remark) => notes.push(remark)), notes };
  };

  test.each([
    "license_key",
    "username",
    "password",
    "id_token",
    "code",
    "customer_account_code",
    "bundle_code",
    "api_key",
    "client_id",
  ])("an empty %s is absent", (field) => {
    expect(clean({ [field]: "" })).toEqual({ values: {}, notes: [] });
    expect(clean({ [field]: "x" })).toEqual({ values: { [field]: "x" }, notes: [] });
  });

  test("an empty text of another field is a text", () => {
    expect(clean({ hostname: "" }).values).toEqual({ hostname: "" });
  });

  test("null is absent, but says something where a license is borrowed", () => {
    expect(clean({ hostname: null, borrowed_until: null }).values).toEqual({ borrowed_until: null });
  });

  test.each([
    [{ license_id: "12" }, { license_id: 12 }, ["license_id: sent as text"]],
    [{ is_vm: "true" }, { is_vm: true }, ["is_vm: sent as text"]],
    [{ is_vm: "yes" }, { is_vm: "yes" }, []],
    [{ is_vm: "" }, {}, []],
    [{ license_id: 12, is_vm: false }, { license_id: 12, is_vm: false }, []],
    [{ hostname: "12" }, { hostname: "12" }, []],
  ])("%j is read as %j", (given, values, notes) => {
    expect(clean(given)).toEqual({ values, notes });
  });

  test.each([
    ["add-consumption", "allow_overages", "true", true],
    ["add-consumption", "max_overages", "5", 5],
  ] as const)("%s takes %s as text", (endpoint, field, text, value) => {
    expect(cleanFields(endpoint, { [field]: text }, () => {})).toEqual({ [field]: value });
  });

  test("a number that is sent as text elsewhere is left for the schema to refuse", () => {
    expect(cleanFields("add-consumption", { consumptions: "5" }, () => {})).toEqual({ consumptions: "5" });
  });

  test("may name __proto__, which changes no object", () => {
    const { values } = clean(JSON.parse('{"__proto__":{"product":"p"}}'));
    expect(values.product).toBeUndefined();
    expect(Object.keys(values)).toEqual(["__proto__"]);
  });
});

test.each([
  ["", {}],
  [" \n", {}],
  ['{"a":1}', { a: 1 }],
])("the body %j has the fields %j", (body, fields) => {
  expect(parseObject(body)).toEqual(fields);
});

test.each(["[]", "null", "5", '"x"', "{", "{} {}"])("the body %s is no object", (body) => {
  expect(() => parseObject(body)).toThrow(expect.objectContaining({ code: "invalid_json" }));
});
