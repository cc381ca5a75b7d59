import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { validate } from "../src/api/validate.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { mapSchemas, type Schema, schemas } from "../tools/generate/schema-files.ts";
import { clientOf, inputOf } from "./calls.ts";

// License Feature Check prints both schemas of the feature check; here is their structure, rebuilt.

const branch = (name: string) => ({
  type: "object",
  properties: { [name]: { type: "string" } },
  required: [name],
  additionalProperties: false,
});
const requestAsPrinted = {
  type: "object",
  allOf: [
    { oneOf: [branch("license_key"), branch("username")] },
    {
      type: "object",
      properties: {
        hardware_id: { type: "string" },
        product: { type: "string" },
        feature: { type: "string" },
        license_id: { type: ["number", "null"] },
      },
      required: ["hardware_id", "product", "feature"],
      additionalProperties: false,
    },
  ],
};
const types = {
  allow_negative_consumptions: "boolean",
  allow_overages: "boolean",
  allow_unlimited_consumptions: "boolean",
  code: "string",
  consumption_period: "string",
  expiry_date: ["string", "null"],
  feature_type: "string",
  id: "number",
  is_floating_cloud: "boolean",
  is_floating: "boolean",
  license_id: "number",
  max_consumption: "number",
  max_overages: "number",
  metadata: "object",
  name: "string",
  reset_consumption: "boolean",
  total_consumptions: "number",
};
const responseAsPrinted = {
  type: "object",
  properties: Object.fromEntries(
    Object.entries({ ...types, floating_in_use_devices: "number" }).map(([name, type]) => [name, { type }]),
  ),
  required: Object.keys(types),
  additionalProperties: false,
};
const ajv = new Ajv2020({ allErrors: true, strict: false });

describe("the documented request schema of the feature check", () => {
  const asPrinted = ajv.compile(requestAsPrinted);
  const common = { hardware_id: "h", product: "p", feature: "f" };
  const meant = [
    { ...common, license_key: "k" },
    { ...common, username: "u" },
    { ...common, license_key: "k", license_id: 1 },
    { ...common, username: "u", license_id: null },
  ];
  const wrong = [
    { ...common },
    { hardware_id: "h", product: "p", license_key: "k" },
    { ...common, license_key: 1 },
    {},
  ];

  test.each([...meant, ...wrong])("refuses every request as printed: %j", (request) => {
    expect(asPrinted(request)).toBe(false);
  });

  test.each(meant)("is kept by ours where it was meant: %j", (request) => {
    expect(validate("check-license-feature.request", request)).toEqual([]);
  });

  test.each(wrong)("is kept by ours where it refuses: %j", (request) => {
    expect(validate("check-license-feature.request", request)).not.toEqual([]);
  });
});

describe("the documented response schema of the feature check", () => {
  const asPrinted = ajv.compile(responseAsPrinted);

  test("is the first layer of ours, to the letter", () => {
    const [layer] = schemas["check-license-feature.response.json"]?.allOf ?? [];
    const plain = mapSchemas(
      layer as Schema,
      ({ description, "x-evidence": _, "x-contradicted": __, ...kept }) => kept,
    );
    expect(plain).toEqual({ ...responseAsPrinted, required: expect.arrayContaining(responseAsPrinted.required) });
    expect(plain.required).toHaveLength(responseAsPrinted.required.length);
  });

  const features = ["activation", "consumption", "floating", "negative", "exhausted"];

  async function answer(mock: Mock, feature: string): Promise<Record<string, unknown>> {
    const body = await clientOf(mock).call(
      "check-license-feature",
      inputOf(mock, "check-license-feature", "featureLicense", { feature }),
    );
    return { ...body };
  }

  test.each(features)("fits default answers as printed, without exceptions: %s", async (feature) => {
    asPrinted(await answer(createMock(), feature));
    expect(asPrinted.errors).toBeNull();
  });

  /** All that sets the live service's answers apart from the printed schema. */
  const differences: Record<string, string[]> = {
    activation: [
      "/allow_negative_consumptions is missing",
      "/allow_overages is missing",
      "/allow_unlimited_consumptions is missing",
      "/company is extra",
      "/consumption_period is missing",
      "/max_consumption is missing",
      "/max_overages is missing",
      "/reset_consumption is missing",
      "/total_consumptions is missing",
    ],
    consumption: ["/company is extra"],
    exhausted: ["/company is extra", "/consumption_period is null"],
  };
  const seats = ["/floating_timeout is extra", "/floating_users is extra"];

  test.each(Object.keys(differences))("differs in the service dialect only as listed: %s", async (feature) => {
    asPrinted(await answer(createMock({ policy: { dialect: "service" } }), feature));
    expect(found(asPrinted.errors)).toEqual(differences[feature]);
  });

  test("differs in the service dialect by the seats of a floating feature too", async () => {
    asPrinted(await answer(createMock({ policy: { dialect: "service" } }), "floating"));
    expect(found(asPrinted.errors)).toEqual([...(differences.activation as string[]), ...seats].sort());
  });

  function found(errors: typeof asPrinted.errors): string[] {
    return (errors ?? [])
      .map(({ keyword, params, instancePath }) => {
        if (keyword === "required") return `/${params.missingProperty} is missing`;
        if (keyword === "additionalProperties") return `/${params.additionalProperty} is extra`;
        return `${instancePath} is null`;
      })
      .sort();
  }
});
