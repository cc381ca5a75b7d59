import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { endpointNames, endpointRow } from "../src/api/endpoints.ts";
import { evidenceAt, findingsWithEvidence, layersOf } from "../src/api/schema-evidence.ts";
import { type SchemaName, validate, violations } from "../src/api/validate.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { schemasIn } from "../tools/generate/evidence.ts";
import { knownMembers } from "../tools/generate/known-members.ts";
import { flatten, type Schema, schemas, wireFiles } from "../tools/generate/schema-files.ts";
import { clientOf, inputOf } from "./calls.ts";

/** What no value is held to. */
const silent = ["$schema", "$id", "$comment", "title", "description", "default", "x-evidence", "x-contradicted"];
const holders = ["properties", "allOf", "items", "$ref", "if", "then", "else"];

describe.each(wireFiles)("%s", (file) => {
  const all = schemasIn(schemas[file] as Schema);

  test("says of every constraint what it rests on", () => {
    const lacking = all.filter(({ schema, evidence }) => evidence === undefined && constraintsOf(schema).length > 0);
    expect(lacking.map(({ pointer }) => pointer)).toEqual([]);
    for (const { schema } of all)
      expect(schema["x-evidence"] ?? "assumed").toMatch(/^(documented: .|observed: .|assumed$)/);
  });

  test("names only what it demands as contradicted, and says by what", () => {
    for (const { schema, pointer } of all) {
      for (const [name, by] of Object.entries(schema["x-contradicted"] ?? {})) {
        const [keyword = "", member] = name.split("/");
        expect(schema, `${pointer} ${name}`).toHaveProperty(keyword);
        if (keyword === "required") expect(schema.required, pointer).toContain(member);
        if (keyword === "additionalProperties" && member !== undefined) {
          expect(schema.properties, pointer).not.toHaveProperty(member);
          expect([...knownMembers(schemas[file] as Schema)], pointer).toContain(member);
        }
        expect(by).toMatch(/^(documented|observed): ./);
      }
    }
  });

  test("describes every member", () => {
    expect(undescribed(schemas[file] as Schema)).toEqual([]);
  });
});

function constraintsOf(schema: Schema): string[] {
  const falseMembers = Object.values(schema.properties ?? {}).filter((member) => member === false);
  const keywords = Object.keys(schema).filter((keyword) => ![...silent, ...holders].includes(keyword));
  return [...keywords, ...falseMembers.map(() => "properties")];
}

function undescribed(schema: Schema, path = ""): string[] {
  const members = Object.entries(flatten(schema).properties).flatMap(([name, member]) => [
    ...(member.description ? [] : [`${path}/${name}`]),
    ...(member.$ref ? [] : undescribed(member, `${path}/${name}`)),
  ]);
  return [...members, ...(schema.items && !schema.items.$ref ? undescribed(schema.items, `${path}/*`) : [])];
}

async function answer(
  mock: Mock,
  name: "check-license" | "check-license-feature" | "check-bundle",
  role: string,
  more = {},
) {
  return structuredClone(await clientOf(mock).call(name, inputOf(mock, name, role, more))) as unknown as Answer;
}

type Answer = Record<string, unknown>;

const found = (schema: SchemaName, value: unknown) =>
  findingsWithEvidence(schema, value).map(({ path, message, evidence, contradicted }) =>
    [path, message, evidence, ...(contradicted ? [`but ${contradicted}`] : [])].join(" | "),
  );

describe("findings of a license check", () => {
  const schema = "check-license.response";

  test("one member too many of the user is one finding, and says nothing of the others", async () => {
    const license = await answer(createMock(), "check-license", "activeUserLicense");
    (license.user as Answer).nickname = "ada";
    expect(validate(schema, license)).toEqual([
      {
        kind: "undocumented",
        path: "/user/nickname",
        message: "is not documented",
        keyword: "additionalProperties",
        place: "user.json#/additionalProperties",
      },
    ]);
  });

  test("every wrong member is said, whatever else is wrong", async () => {
    const license = await answer(createMock(), "check-license", "activeKeyLicense");
    const wrong = { ...license, max_activations: "5", metadata: [], is_trial: null, nickname: "x" };
    expect(validate(schema, wrong).map(({ path, message }) => `${path} ${message}`)).toEqual(
      expect.arrayContaining([
        "/max_activations must be number",
        "/metadata must be object",
        "/is_trial must be boolean",
        "/nickname is not documented",
      ]),
    );
    expect(validate(schema, wrong)).toHaveLength(4);
  });

  test.each([
    ["2030-06-15", "assumed"],
    ["2030-06-15T00:00:00Z", "assumed"],
    ["2030-02-31T00:00:00.000Z", "assumed"],
    [5, "documented: event data objects"],
  ])("the end of a license that is %j is found, with what that rests on", async (validity_period, evidence) => {
    const license = await answer(createMock(), "check-license", "activeKeyLicense");
    const findings = findingsWithEvidence(schema, { ...license, validity_period });
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) expect(finding).toMatchObject({ path: "/validity_period", evidence });
  });

  test.each(["start_date", "borrowed_until", "release_date"])("a day as %s breaks nothing documented", async (name) => {
    const license = await answer(createMock(), "check-license", "activeKeyLicense");
    const findings = findingsWithEvidence(schema, { ...license, [name]: "2030-06-15" });
    expect(new Set(findings.map(({ path, evidence }) => `${path} ${evidence}`))).toEqual(new Set([`/${name} assumed`]));
  });

  test("a license without its company departs from what was observed only", async () => {
    const { company: _company, ...license } = await answer(createMock(), "check-license", "activeKeyLicense");
    expect(found(schema, license)).toEqual([
      "/company | is missing | observed: full answers, but not the older documents",
    ]);
  });

  test.each(["license-key", "license_key"])("%s breaks nothing", async (authorizationMethod) => {
    const mock = createMock({ policy: { authorizationMethod: authorizationMethod as "license-key" } });
    expect(validate(schema, await answer(mock, "check-license", "activeKeyLicense"))).toEqual([]);
  });
});

describe("findings of a feature check", () => {
  const schema = "check-license-feature.response";

  test("what the live service does otherwise than the printed schema names both", async () => {
    const mock = createMock({ policy: { dialect: "service" } });
    const feature = await answer(mock, "check-license-feature", "featureLicense", { feature: "activation" });
    const findings = findingsWithEvidence(schema, feature);
    expect(findings.map(({ path }) => path).sort()).toEqual([
      "/allow_negative_consumptions",
      "/allow_overages",
      "/allow_unlimited_consumptions",
      "/company",
      "/consumption_period",
      "/max_consumption",
      "/max_overages",
      "/reset_consumption",
      "/total_consumptions",
    ]);
    for (const { evidence, contradicted } of findings) {
      expect(evidence).toBe("documented: License Feature Check");
      expect(contradicted).toMatch(/^observed: /);
    }
    expect(violations(schema, feature)).toEqual([]);
    expect(violations(schema, feature, ["documented"])).not.toEqual([]);
  });

  test("a consumption feature without its counter breaks the document, and what is said twice is said once", async () => {
    const feature = await answer(createMock(), "check-license-feature", "featureLicense", { feature: "consumption" });
    delete feature.total_consumptions;
    expect(found(schema, feature)).toEqual(["/total_consumptions | is missing | documented: License Feature Check"]);
    expect(validate(schema, feature)).toHaveLength(1);
  });

  test("a member that no source knows is undocumented, and nothing excuses it", async () => {
    const feature = await answer(createMock(), "check-license-feature", "featureLicense", { feature: "activation" });
    expect(found(schema, { ...feature, nickname: "x" })).toEqual([
      "/nickname | is not documented | documented: License Feature Check",
    ]);
    expect(violations(schema, { ...feature, nickname: "x" })).toHaveLength(1);
  });

  test("a day as the end of a feature breaks nothing documented", async () => {
    const feature = await answer(createMock(), "check-license-feature", "featureLicense", { feature: "activation" });
    const findings = findingsWithEvidence(schema, { ...feature, expiry_date: "2030-06-15" });
    expect(new Set(findings.map(({ evidence }) => evidence))).toEqual(new Set(["assumed"]));
  });
});

test("what only check_bundle prints is documented there and nowhere else", async () => {
  const [license] = (await answer(createMock(), "check-bundle", "bundleLicense")) as unknown as [Answer];
  const changed = { ...license, grace_period: null };
  expect(found("check-bundle.response", [changed])).toEqual([
    "/0/grace_period | must be number | documented: check bundle",
  ]);
  expect(found("check-license.response", changed)).toEqual([]);
});

test.each(["2022-05-06T00:00:00Z", "2019-01-25T02:00:00.000", "2024-09-27T23:30:48.016Z"])(
  "the samples of a borrow's end are taken: %s",
  (borrowed_until) => {
    const seat = { borrowed_until, max_borrow_time: 48, device_id: 1, license_id: 2 };
    expect(validate("floating-borrow.response", seat)).toEqual([]);
  },
);

test.each([
  "2022-05-06T00:00:00Z",
  "2024-09-27T23:30:48.016Z",
  "2024-09-27 23:30:48.016",
  "2024-09-27 23:30:48",
  "2024-09-27 23:30",
  "2024-09-27",
  null,
])("every form in which a borrow's end may be asked for is taken: %s", (borrowed_until) => {
  const request = { product: "p", hardware_id: "h", license_key: "k", borrowed_until };
  expect(validate("floating-borrow.request", request)).toEqual([]);
});

test.each([
  ["devices", "2026-02-28", []],
  ["devices", "2026-02-31", ["observed: full answers"]],
  ["devices", "2026-02-28T00:00:00.000Z", ["observed: full answers"]],
])("a list of %s may give the last day as %s", async (_list, validity_period, evidence) => {
  const mock = createMock();
  const { hardware_id } = inputOf(mock, "check-license", "activeKeyLicense") as { hardware_id: string };
  const licenses = await clientOf(mock).call("device-licenses", { hardware_id });
  const changed = licenses.slice(0, 1).map((license) => ({ ...license, validity_period }));
  expect(findingsWithEvidence("device-licenses.response", changed).map((finding) => finding.evidence)).toEqual(
    evidence,
  );
});

test.each([1, "text", true])("a device variable may be %j", (value) => {
  const variable = { variable: "v", value, device_id: 1, created_at: 1_698_667_364_802 };
  expect(validate("get-device-variables.response", [variable])).toEqual([]);
  expect(found("get-device-variables.response", [{ ...variable, created_at: "2026-01-31T12:00:00.000Z" }])).toEqual([
    expect.stringMatching(/^\/0\/created_at \| must be number \| documented: .* \| but documented: /),
  ]);
});

test("a fraction of a unit and more overages than whole ones conform to the documents", () => {
  const request = { product: "p", hardware_id: "h", license_key: "k", consumptions: 0.5, max_overages: 1.5 };
  expect(
    findingsWithEvidence("add-consumption.request", request).map(({ path, evidence }) => `${path} ${evidence}`),
  ).toEqual(["/max_overages assumed"]);
});

test("a place has the evidence of the nearest annotated schema above it, in its own file", () => {
  expect(evidenceAt("add-consumption.request.json#/allOf/2/properties/max_overages/type")).toBe(
    "documented: Add Consumption",
  );
  expect(evidenceAt("add-consumption.request.json#/unevaluatedProperties")).toBe("documented: add consumption");
  expect(evidenceAt("world.json#/type")).toBe("assumed");
});

test("a schema tells what its layers rest on, each evidence once", () => {
  expect(layersOf("error")).toEqual(["documented: error responses, License Feature Check"]);
  expect(layersOf("add-consumption.request")).toContain("documented: Add Consumption");
  expect(layersOf("check-license.response")).toContain("documented: response signature");
  expect(new Set(layersOf("check-license.response")).size).toBe(layersOf("check-license.response").length);
  expect(layersOf("world")).toEqual(["assumed"]);
});

test("default answers keep every layer, but where one document contradicts another", () => {
  const departures = new Set<string>();
  for (const endpoint of endpointNames) {
    for (const file of readdirSync(new URL(`../fixtures/exchanges/${endpoint}`, import.meta.url))) {
      const text = readFileSync(new URL(`../fixtures/exchanges/${endpoint}/${file}`, import.meta.url), "utf8");
      for (const { request, response } of JSON.parse(text).exchanges) {
        const name = endpointNames.find((one) => new URL(request.url).pathname === endpointRow(one).path);
        if (name === undefined || response.status !== 200) continue;
        for (const { path, contradicted } of findingsWithEvidence(`${name}.response`, response.body)) {
          expect(contradicted, `${endpoint}/${file} ${path}`).toMatch(/^documented: /);
          departures.add(`${name} ${path.replaceAll(/\d+/g, "*")}`);
        }
      }
    }
  }
  expect([...departures].sort()).toEqual([
    "add-consumption /pool",
    "check-license-feature /metadata_string",
    "customer-license-users /customer/customer_account",
    "get-device-variables /*/created_at",
    "sso-url /alternate_urls",
    "sso-url /openid_configuration",
  ]);
});

test("an answer of the mock that breaks any layer never leaves it", async () => {
  const mock = createMock();
  mock.tweak("check-license", (license) => Object.assign(license, { grace_period: "soon" }));
  await expect(answer(mock, "check-license", "activeKeyLicense")).rejects.toThrow("breaks its schema at /grace_period");
});
