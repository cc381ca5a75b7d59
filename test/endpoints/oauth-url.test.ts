import { expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, outcomeOf } from "../calls.ts";

const ask = async (mock: Mock, origin: string, init = {}) => {
  const response = await mock.fetch(`${origin}/api/v4/oauth_url?login_type=client_credentials`, init);
  return (await response.json()) as { url: string };
};
const form = (mock: Mock) => {
  const { client_id, client_secret } = mock.roles.oauthClient as Readonly<Record<string, unknown>>;
  const fields = { client_id: String(client_id), client_secret: String(client_secret) };
  return new URLSearchParams({ grant_type: "client_credentials", ...fields });
};

test.each(["https://one.test", "http://127.0.0.1:8080"])("a caller at %s gets its token there", async (origin) => {
  const mock = createMock();
  const { url } = await ask(mock, origin);
  expect(new URL(url).origin).toBe(origin);
  expect((await mock.fetch(url, { method: "POST", body: form(mock) })).status).toBe(200);
});

test("a path before the API stands before the tokens too", async () => {
  const mock = createMock();
  const { url } = await ask(mock, "https://one.test/licensing", { basePath: "/licensing" });
  expect(url).toMatch(/^https:\/\/one\.test\/licensing\/realms\//);
  const response = await mock.fetch(url, { method: "POST", body: form(mock), basePath: "/licensing" });
  expect(response.status).toBe(200);
});

test("it is open where everything else needs authorization, and notes a missing Accept alone", async () => {
  const mock = createMock();
  await ask(mock, "https://one.test");
  expect(mock.journal.entries()).toMatchObject([
    { endpoint: "oauth-url", outcome: "ok", findings: ["Accept: missing"] },
  ]);
});

test("a token from there is taken until its end, by the mock's clock", async () => {
  const mock = createMock({ clock: "2026-11-22T12:00:00.000Z" });
  const { url } = await ask(mock, "https://one.test");
  const response = await mock.fetch(url, { method: "POST", body: form(mock) });
  const { access_token, expires_in } = (await response.json()) as { access_token: string; expires_in: number };
  const world = { ...mock, roles: { ...mock.roles, fresh: { about: "a fresh token", access_token } } };
  const check = () =>
    outcomeOf(clientOf(world, "fresh").call("check-license", inputOf(mock, "check-license", "activeKeyLicense")));
  mock.clock.advance({ seconds: expires_in, ms: -1 });
  expect(await check()).toBe("ok");
  mock.clock.advance({ ms: 1 });
  expect(await check()).toBe("oauth_token_expired");
});
