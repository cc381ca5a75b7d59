import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { writeAuthorization } from "../src/api/authorization.ts";
import { verifySignature } from "../src/api/cryptography.ts";
import type { EndpointName } from "../src/api/endpoints.ts";
import { licenseSignatureText, signatureId } from "../src/api/signature.ts";
import { type SchemaName, violations } from "../src/api/validate.ts";
import { verifyVectors } from "../src/cli/verify/vectors.ts";
import type {
  AnswerVectors,
  BodySignatureVectors,
  DateVectors,
  LicenseSignatureVectors,
  OfflineVectors,
  Vector,
} from "../src/generated/types.ts";
import { createMock, type MockOptions } from "../src/mock/create-mock.ts";
import { schemaPaths, schemas } from "../tools/generate/schema-files.ts";
import { generateVectors } from "../tools/generate/vectors/index.ts";
import { fieldsOfRole } from "./roles.ts";

const folder = new URL("../fixtures/vectors/", import.meta.url);
const files = readdirSync(folder);
const fileOf = <File>(name: string): File => JSON.parse(readFileSync(new URL(name, folder), "utf8"));
const listsOf = (name: string): readonly Vector[] => {
  const { vectors = [], requests = [], answers = [] } = fileOf<Record<string, Vector[]>>(name);
  return [...vectors, ...requests, ...answers];
};

const ajv = new Ajv2020({ allErrors: true, strictRequired: false, allowUnionTypes: true });
addFormats.default(ajv);
for (const path of schemaPaths.filter((name) => name.startsWith("vectors/"))) {
  ajv.addSchema(schemas[basename(path)] as object);
}

/** The sources that a flag may have. */
const restsOn = { must: /^(documented: .|inviolable$)/, observed: /^observed: ./, may: /^(observed: .|assumed$)/ };

describe.each(files)("the file %s", (name) => {
  test("keeps its schema, which it names", () => {
    expect(fileOf<{ $schema: string }>(name).$schema).toBe(`../../schemas/vectors/${name}`);
    expect({ fits: ajv.validate(name, fileOf(name)), errors: ajv.errors }).toEqual({ fits: true, errors: null });
  });

  test("gives each id and each name once", () => {
    const vectors = listsOf(name);
    expect(new Set(vectors.map(({ id }) => id)).size).toBe(vectors.length);
    expect(new Set(vectors.map(({ id, name }) => id.replace(/\d+$/, "") + name)).size).toBe(vectors.length);
  });

  test("holds everybody only to what a page or the nature of signatures fixes", () => {
    for (const { id, flag, source } of listsOf(name)) {
      expect(source, id).toMatch(restsOn[flag]);
    }
  });

  test("comes out of the verify command as it says", () => {
    const verdicts = verifyVectors(fileURLToPath(new URL(name, folder)));
    const wrong = verdicts.filter(({ isGood, accept }) => isGood !== accept);
    expect(verdicts).toHaveLength(listsOf(name).length);
    expect(wrong).toEqual([]);
  });

  test("is made the same each time", () => {
    expect(generateVectors()[name]).toEqual(fileOf(name));
  });
});

test("signatures in the platform's own cryptography come to the same verdicts", async () => {
  const bodies = fileOf<BodySignatureVectors>("body-signature.json");
  for (const { id, body, signature, accept } of bodies.vectors) {
    expect(await verifySignature(bodies.publicKey, body, signature), id).toBe(accept);
  }
  const licenses = fileOf<LicenseSignatureVectors>("license-signature.json");
  for (const {
    id: vectorId,
    hardwareId,
    licenseKey,
    username,
    validityPeriod,
    signature,
    accept,
  } of licenses.vectors) {
    const id = signatureId({ username, license_key: licenseKey }, {});
    const text = licenseSignatureText({ hardware_id: hardwareId, id, validity_period: validityPeriod });
    expect(await verifySignature(licenses.publicKey, text, signature), vectorId).toBe(accept);
  }
});

test("genuine answers are such as their endpoints give", () => {
  const { vectors } = fileOf<AnswerVectors>("answers.json");
  for (const { id, call, status, body } of vectors.filter(({ id }) => id < "answers-020")) {
    expect(status, id).toBe(200);
    expect(violations(`${call.endpoint as EndpointName}.response` as SchemaName, JSON.parse(body)), id).toEqual([]);
  }
});

const clientId = "auth-company-of-the-offline-vectors";
const apiKey = "0a1b2c3d-9999-4d01-b42d-00c04fc964ff";

/** A mock that knows the account of the vectors. */
function mockWith(sharedKey: string, options: MockOptions) {
  const mock = createMock(options);
  const [company] = mock.tables.companies.all();
  const rights = { revoked: false, readOnly: false, products: null };
  const companyId = company?.id ?? 0;
  mock.tables.apiKeys.add({ id: mock.tables.nextId(), companyId, apiKey, sharedKey, ...rights });
  const own = { id: mock.tables.nextId(), companyId, customerAccountId: null, customerId: null, licenseKey: null };
  const rotation = { previousSecret: null, previousSecretUntil: null };
  mock.tables.oauthClients.add({ ...own, ...rotation, clientId, clientSecret: sharedKey });
  return mock;
}

describe("the mock lets in and refuses by the Date", () => {
  const { vectors } = fileOf<DateVectors>("dates.json");
  test.each(vectors)("$id $name", async ({ now, date, sharedKey, signature, code }) => {
    const mock = mockWith(sharedKey, { wallClock: () => Date.parse(now) });
    const headers = { Date: date, Authorization: writeAuthorization({ signature, apikey: apiKey }) };
    const response = await mock.fetch("https://x.test/api/v4/products", { headers });
    const answer = (await response.json()) as { code?: string };
    expect(answer.code).toBe(code);
  });
});

describe("the mock takes and refuses offline requests", () => {
  const { sharedKey, requests, apiKey: named } = fileOf<OfflineVectors>("offline.json");
  test.each(requests)("$id $name", async ({ body, code }) => {
    expect(named).toBe(apiKey);
    const mock = mockWith(sharedKey, { auth: "off" });
    const response = await mock.fetch("https://x.test/api/v4/activate_offline", { method: "POST", body });
    const answer = (await response.json()) as { code?: string };
    expect(answer.code).toBe(code);
  });
});

test("a code stands where a server refuses, and nowhere else", () => {
  const { requests } = fileOf<OfflineVectors>("offline.json");
  for (const { id, accept, code } of [...fileOf<DateVectors>("dates.json").vectors, ...requests]) {
    expect(code === undefined, id).toBe(accept);
  }
});

test("the roles that the vectors are about are in the default world", () => {
  expect(fieldsOfRole("offlineLicense")).toMatchObject({ license_key: "OFFL-INEX-KEYS-0001", hardware_id: "Laptop-1" });
  expect(fieldsOfRole("offlineUserLicense")).toMatchObject({ username: "grace@example.test", password: "Grace-1906" });
});
