import { describe, expect, test } from "vitest";
import { createClient } from "../src/api/client.ts";
import { ApiError } from "../src/api/errors.ts";
import { signatureHeader } from "../src/api/signature.ts";
import { createMock } from "../src/mock/create-mock.ts";

const { credentials, publicKey } = createMock();
const json = { "Content-Type": "application/json" };
const input = { hardware_id: "Laptop-1" };

/** A client whose server answers this one thing, and what it was asked. */
function clientOfAnswer(body: string, init: ResponseInit, options: { baseUrl?: string; publicKey?: string } = {}) {
  const asked: Request[] = [];
  const fetch = async (request: Request) => {
    asked.push(request);
    return new Response(body, init);
  };
  const client = createClient({ baseUrl: "https://x.test", credentials, fetch, ...options });
  return { asked, call: () => client.call("device-licenses", input) };
}

test.each([
  ["https://x.test", "https://x.test/api/v4/device_licenses"],
  ["https://x.test/", "https://x.test/api/v4/device_licenses"],
  ["https://x.test//", "https://x.test/api/v4/device_licenses"],
  ["https://x.test/api/v4", "https://x.test/api/v4/device_licenses"],
  ["https://x.test/api/v4/", "https://x.test/api/v4/device_licenses"],
  ["https://x.test/api/v4/proxy", "https://x.test/api/v4/proxy/api/v4/device_licenses"],
  ["https://x.test/a//b", "https://x.test/a//b/api/v4/device_licenses"],
])("the address %s is asked at %s", async (baseUrl, url) => {
  const { asked, call } = clientOfAnswer("[]", { headers: json }, { baseUrl });
  await call();
  expect(asked.map((request) => request.url)).toEqual([`${url}?hardware_id=Laptop-1`]);
});

test("what is null or not given stands in no query", async () => {
  const { asked } = clientOfAnswer("[]", { headers: json });
  const fetch = async (request: Request) => {
    asked.push(request);
    return new Response("[]", { headers: json });
  };
  const nothing = { product: undefined, hardware_id: null, license_key: "" } as unknown as typeof input;
  await createClient({ baseUrl: "https://x.test", credentials, fetch }).call("device-licenses", nothing);
  expect(new URL(asked[0]?.url ?? "").search).toBe("?license_key=");
});

describe("with a public key", () => {
  const missing = `the answer has no ${signatureHeader} header`;
  const wrong = `the ${signatureHeader} header does not fit the answer`;
  const signed = { ...json, [signatureHeader]: btoa("x".repeat(256)) };

  test.each([
    ["JSON that is not signed is refused", "[]", { headers: json }, missing],
    ["a signature of another text is refused", "[]", { headers: signed }, wrong],
    ["a signature that is no base64 is refused", "[]", { headers: { ...json, [signatureHeader]: "*" } }, wrong],
    ["an error may be signed, but not wrongly", "{}", { status: 400, headers: signed }, wrong],
    ["a text may be signed, but not wrongly", "ok", { headers: { [signatureHeader]: "*" } }, wrong],
  ])("%s", async (_title, body, init, message) => {
    await expect(clientOfAnswer(body, init, { publicKey }).call()).rejects.toThrow(message);
  });

  test("a text and an answer without a type may be unsigned", async () => {
    const text = { headers: { "Content-Type": "text/plain" } };
    expect(await clientOfAnswer("license_deactivated", text, { publicKey }).call()).toBe("license_deactivated");
    const bytes = new Response(new TextEncoder().encode("done"));
    const client = createClient({ baseUrl: "https://x.test", credentials, publicKey, fetch: async () => bytes });
    expect(await client.call("device-licenses", input)).toBe("done");
  });

  test("an error may be unsigned", async () => {
    const refusal = JSON.stringify({ code: "license_not_found", message: "none" });
    await expect(clientOfAnswer(refusal, { status: 404, headers: json }, { publicKey }).call()).rejects.toMatchObject({
      code: "license_not_found",
    });
  });
});

test.each([
  ["of more bytes than are read", "x".repeat(5_000_000), "the answer has more than 4194304 bytes"],
  ["that is nested too deeply", "[".repeat(100_000), "it is nested more than 100 deep"],
])("an answer %s is refused, whatever its status", async (_title, body, message) => {
  for (const status of [200, 400])
    await expect(clientOfAnswer(body, { status, headers: json }).call()).rejects.toThrow(message);
});

test("without a public key nothing is verified", async () => {
  const headers = { ...json, [signatureHeader]: "*" };
  expect(await clientOfAnswer("[]", { headers }).call()).toEqual([]);
});

test("a public key that is no PEM says what was expected", async () => {
  const headers = { ...json, [signatureHeader]: "AAAA" };
  await expect(clientOfAnswer("[]", { headers }, { publicKey: "my key" }).call()).rejects.toThrow(
    "expected a PEM text that begins with -----BEGIN PUBLIC KEY-----, found my key…",
  );
});

describe("a refusal", () => {
  const refusal = JSON.stringify({ code: "license_not_found", message: "no such license" });

  test("has the server's code, status, message and reason", async () => {
    const headers = { ...json, "X-Mock-Explain": "the key is unknown" };
    const error = await clientOfAnswer(refusal, { status: 404, headers })
      .call()
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      code: "license_not_found",
      status: 404,
      message: "no such license",
      explanation: "the key is unknown",
    });
  });

  test("has no reason where the server gives none", async () => {
    await expect(clientOfAnswer(refusal, { status: 404, headers: json }).call()).rejects.toMatchObject({
      explanation: undefined,
    });
  });

  test.each(["<h1>Bad gateway</h1>", '{"code":"no_such_code"}', '{"code":5}', "null"])(
    "that is not the API's is told as it is: %s",
    async (body) => {
      await expect(clientOfAnswer(body, { status: 502 }).call()).rejects.toThrow(
        `HTTP 502, which is not an answer of the License API: ${body}`,
      );
    },
  );

  test("has not the status of a redirect, which is not followed", async () => {
    const redirect = { status: 302, headers: { ...json, Location: "https://y.test" } };
    const { asked, call } = clientOfAnswer(refusal, redirect);
    await expect(call()).rejects.toThrow("HTTP 302, which is not an answer of the License API");
    expect(asked.map((request) => request.redirect)).toEqual(["manual"]);
  });

  test("is cut where it is long", async () => {
    const error = await clientOfAnswer("x".repeat(1_000), { status: 502 })
      .call()
      .catch((thrown: Error) => thrown);
    expect((error as Error).message.match(/x+$/)?.[0]).toHaveLength(200);
  });
});
