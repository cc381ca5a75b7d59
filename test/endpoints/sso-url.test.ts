import { expect, test } from "vitest";
import { createClient } from "../../src/api/client.ts";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, licenseWorld } from "../calls.ts";

const askAt = (baseUrl: string, mock: Mock, fields = {}) => {
  const client = createClient({ baseUrl, credentials: mock.credentials, fetch: (request) => mock.fetch(request) });
  return client.call("sso-url", inputOf(mock, "sso-url", "ssoAccount", fields));
};

test.each(["https://one.test", "http://127.0.0.1:8080"])("a caller at %s is sent on to the same", async (baseUrl) => {
  const { url, openid_configuration: pages } = await askAt(baseUrl, createMock());
  expect(new URL(url).origin).toBe(baseUrl);
  expect(Object.values(pages ?? {}).map((page) => new URL(page).origin)).toEqual(Array(4).fill(baseUrl));
});

test("the place to come back to is the caller's, whatever is in it", async () => {
  const redirect_uri = "my-app://back?a=1&b=2#c";
  const { url } = await askAt("https://one.test", createMock(), { redirect_uri });
  expect(new URL(url).searchParams.get("redirect_uri")).toBe(redirect_uri);
});

test("the implicit grant has a nonce, another one each time", async () => {
  const mock = createMock();
  const nonce = async (fields: object) =>
    new URL((await askAt("https://one.test", mock, fields)).url).searchParams.get("nonce");
  const token = { response_type: "token" };
  expect(await nonce(token)).not.toBe(await nonce(token));
  expect(await nonce({ response_type: "code" })).toBeNull();
});

test("an account's code is written so that it cannot be taken for a path", async () => {
  const code = "a/b?c";
  const roles = { it: { about: "an odd account", product: "p", customer_account_code: code } };
  const mock = createMock({ world: licenseWorld({}, { customerAccounts: [{ code }], roles }) });
  const { url } = await clientOf(mock).call("sso-url", inputOf(mock, "sso-url", "it"));
  expect(new URL(url).pathname).toBe("/realms/a%2Fb%3Fc/protocol/openid-connect/auth");
  expect(new URL(url).searchParams.get("client_id")).toBe(code);
});
