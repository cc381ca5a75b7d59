import { describe, expect, test } from "vitest";
import { createClient } from "../src/api/client.ts";
import { standardSchema } from "../src/contract/standard-schema.ts";
import { describeContract } from "../src/doors/vitest/index.ts";
import { createMock } from "../src/mock/create-mock.ts";

const mock = createMock();
const license = { product: "key-app", license_key: "ACTV-PERP-KEYS-0001", hardware_id: "Laptop-1" };

/** The raw answer to a signed call. */
async function answerTo(fields: object, change: (response: Response) => Response = (response) => response) {
  let kept: Response | undefined;
  const fetch = async (request: Request) => {
    kept = change(await mock.fetch(request));
    return kept.clone();
  };
  const client = createClient({ baseUrl: "https://x.test", credentials: mock.credentials, fetch });
  await client.call("check-license", { ...license, ...fields }).catch(() => {});
  return kept as Response;
}

function withBody(response: Response, body: string): Response {
  return new Response(body, { status: response.status, headers: response.headers });
}

function without(response: Response, header: string): Response {
  const headers = new Headers(response.headers);
  headers.delete(header);
  return new Response(response.body, { status: response.status, headers });
}

describe("toMatchContract", () => {
  test("takes a success and an error of the endpoint", async () => {
    await expect(await answerTo({})).toMatchContract("check-license");
    await expect(await answerTo({ license_key: "NONE" })).toMatchContract("check-license");
    await expect(await answerTo({})).not.toMatchContract("products");
  });

  test("takes an answer's parts, as from another client", async () => {
    const response = await answerTo({});
    const parts = { status: response.status, headers: response.headers, body: await response.text() };
    await expect(parts).toMatchContract("check-license");
  });

  test("takes what drifts or leaves a question open: nobody has promised it", async () => {
    const answer = JSON.parse(await (await answerTo({})).text());
    const more = await answerTo({}, (response) => withBody(response, JSON.stringify({ ...answer, mood: "good" })));
    await expect(more).toMatchContract("check-license");
    const unsigned = await answerTo({ license_key: "NONE" }, (response) => without(response, "licensesignature"));
    await expect(unsigned).toMatchContract("check-license");
    const untyped = await answerTo({}, (response) => without(response, "content-type"));
    await expect(untyped).toMatchContract("check-license");
  });

  test("refuses a success that is not signed, and a failure of the server", async () => {
    const unsigned = await answerTo({}, (response) => without(response, "licensesignature"));
    const complaint = expect(unsigned).toMatchContract("check-license");
    await expect(complaint).rejects.toThrow("no signature, expected a LicenseSignature header");
    const failed = await answerTo({}, () => new Response("oh", { status: 503 }));
    await expect(expect(failed).toMatchContract("check-license")).rejects.toThrow("HTTP 503: oh, expected no failure");
  });

  test("says what is wrong and shows the answer", async () => {
    const broken = await answerTo({}, (response) => withBody(response, '{"id":"seven"}'));
    const complaint = expect(broken).toMatchContract("check-license");
    await expect(complaint).rejects.toThrow(/\/license_signature is missing, expected what [\w.-]+\.json says/);
    await expect(expect(broken).toMatchContract("check-license")).rejects.toThrow('{"id":"seven"}');
  });
});

describe("toBeApiError", () => {
  test("takes the error of this code and no other", async () => {
    const refused = await answerTo({ license_key: "NONE" });
    await expect(refused).toBeApiError("license_not_found");
    await expect(refused).not.toBeApiError("license_not_active");
    await expect(expect(await answerTo({})).toBeApiError("license_not_found")).rejects.toThrow("it is a success");
  });

  test("refuses an error with more than its three fields", async () => {
    const wrong = '{"status":400,"code":"license_not_found","message":"no","trace":"x"}';
    const refused = await answerTo({ license_key: "NONE" }, (response) => withBody(response, wrong));
    await expect(expect(refused).toBeApiError("license_not_found")).rejects.toThrow("/trace is not documented");
  });
});

test("toHaveValidSignature tells a counterfeit answer", async () => {
  await expect(await answerTo({})).toHaveValidSignature(mock.publicKey);
  const tampered = await answerTo({}, (response) => withBody(response, '{"license_active":true}'));
  await expect(expect(tampered).toHaveValidSignature(mock.publicKey)).rejects.toThrow("does not fit the bytes");
});

test("a schema works as a Standard Schema", async () => {
  const body: unknown = await (await answerTo({})).json();
  expect(body).toEqual(expect.schemaMatching(standardSchema("check-license.response")));
  expect({}).not.toEqual(expect.schemaMatching(standardSchema("check-license.response")));
});

describeContract(() => ({ ...mock, baseUrl: "https://x.test" }), {
  filter: ["check_license/*", "deactivate_license/ok*"],
  allow: "reversible",
  fetch: (request) => mock.fetch(request),
});

describe("a server that leaves questions open, and whose answers drift", () => {
  describeContract(() => ({ ...mock, policy: {}, baseUrl: "https://x.test" }), {
    filter: ["check_license/*", "products/*"],
    fetch: async (request) => without(await mock.fetch(request), "content-type"),
  });
  describeContract(() => ({ ...mock, policy: {}, baseUrl: "https://x.test" }), {
    filter: ["check_license/license_not_found*"],
    fetch: async (request) => {
      const answer = await mock.fetch(request);
      return answer.ok ? answer : without(answer, "licensesignature");
    },
  });
});
