import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createMock } from "../../src/mock/create-mock.ts";
import { mergePatch } from "../../src/mock/merge-patch.ts";
import { credentialName, credentialOf, credentialsIn, hasCredential } from "../../src/mock/space/credential.ts";
import { clientOf, licenseWorld, outcomeOf } from "../calls.ts";

const clock = "2026-11-22T12:00:00.000Z";
const path = "/realms/user-portal/protocol/openid-connect/token";
const world = licenseWorld(
  {},
  {
    oauthClients: [
      { clientId: "one", clientSecret: "s" },
      { clientId: "turned", clientSecret: "new", previousSecret: "old", previousSecretUntil: "+1h" },
      { clientId: "lost", clientSecret: "new", previousSecret: "old" },
    ],
    accessTokens: [{ token: "t", client: "one", expiresAt: "+1h" }],
    roles: { token: { about: "a token", access_token: "t" } },
  },
);
const grant = { grant_type: "client_credentials" };
const one = { ...grant, client_id: "one", client_secret: "s" };
const basic = (text: string) => ({ authorization: `Basic ${btoa(text)}` });

async function ask(
  form: Record<string, string>,
  headers: Record<string, string> = {},
  mock = createMock({ clock, world }),
) {
  const answer = await mock.fetch(`https://x.test${path}`, {
    method: "POST",
    body: new URLSearchParams(form),
    headers,
  });
  return { mock, status: answer.status, headers: answer.headers, body: await answer.json() };
}

describe("a token", () => {
  test("is a JWT of the client, good for eight minutes, which no cache is to keep", async () => {
    const { mock, status, headers, body } = await ask(one);
    const { access_token, ...others } = body;
    expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(others).toEqual({
      ...{
        expires_in: 480,
        refresh_expires_in: 0,
        token_type: "Bearer",
        "not-before-policy": 0,
        scope: "profile email",
      },
    });
    const [head, claims, signature] = access_token.split(".");
    const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
    const iat = Date.parse(clock) / 1_000;
    expect(read(head)).toEqual({ alg: "HS256", typ: "JWT" });
    expect(read(claims)).toEqual({ jti: expect.stringMatching(/^\d{16}$/), azp: "one", iat, exp: iat + 480 });
    expect(signature).toBe(createHmac("sha256", "s").update(`${head}.${claims}`).digest("base64url"));
    const products = () => {
      const caller = clientOf({ ...mock, credentials: { accessToken: access_token } as never });
      return outcomeOf(caller.call("products", {}));
    };
    mock.clock.advance({ ms: 479_999 });
    expect(await products()).toBe("ok");
    mock.clock.advance({ ms: 1 });
    expect(await products()).toBe("oauth_token_expired");
    expect(mock.journal.entries().at(-1)?.explanation).toBe("it expired at 2026-11-22T12:08:00.000Z");
  });

  test.each<[string, Record<string, string>, Record<string, string>, number]>([
    ["by a form", one, {}, 200],
    ["by HTTP Basic", grant, basic("one:s"), 200],
    ["by HTTP Basic in small letters", grant, { authorization: `basic ${btoa("one:s")}` }, 200],
    ["by a form that says otherwise than HTTP Basic", { ...one, client_id: "one" }, basic("none:x"), 200],
    ["by the secret of before", { ...grant, client_id: "turned", client_secret: "old" }, {}, 200],
    ["by a secret of before that has no end", { ...grant, client_id: "lost", client_secret: "old" }, {}, 401],
    ["by another secret", { ...one, client_secret: "x" }, {}, 401],
    ["by no secret", { ...grant, client_id: "one" }, {}, 401],
    ["by no client", { ...grant, client_secret: "s" }, {}, 401],
    ["by HTTP Basic without a secret", grant, basic("one"), 401],
    ["by HTTP Basic that is no base64", grant, { authorization: "Basic ====" }, 401],
    ["by another scheme", grant, { authorization: `XBasic ${btoa("one:s")}` }, 401],
  ])("is asked for %s", async (_how, form, headers, status) => {
    const answer = await ask(form, headers);
    expect(answer.status).toBe(status);
    if (status === 401)
      expect(answer.body).toEqual({
        error: "invalid_client",
        error_description: "Invalid client or invalid client credentials",
      });
  });

  test("is given for the secret of before up to its end", async () => {
    const mock = createMock({ clock, world });
    const turned = { ...grant, client_id: "turned", client_secret: "old" };
    mock.clock.advance({ ms: 3_599_999 });
    expect((await ask(turned, {}, mock)).status).toBe(200);
    mock.clock.advance({ ms: 1 });
    expect((await ask(turned, {}, mock)).status).toBe(401);
  });

  test.each([
    [{}, "invalid_request"],
    [{ grant_type: "password" }, "unsupported_grant_type"],
  ])("is not given for %j", async (form, error) => {
    const { status, body } = await ask(form);
    expect(status).toBe(400);
    expect(body).toEqual({ error, error_description: "grant_type must be client_credentials" });
  });

  test("is remembered for two hours after its end, and then makes room for the client's next", async () => {
    const { mock } = await ask(one);
    const tokens = () => mock.world.accessTokens.all().length;
    mock.clock.advance({ ms: 480_000 + 7_200_000 - 1 });
    await ask({ ...grant, client_id: "turned", client_secret: "new" }, {}, mock);
    await ask(one, {}, mock);
    expect(tokens()).toBe(4);
    mock.clock.advance({ ms: 1 });
    await ask({ ...grant, client_id: "turned", client_secret: "new" }, {}, mock);
    expect(tokens()).toBe(5);
    await ask(one, {}, mock);
    expect(tokens()).toBe(5);
  });

  test("that was not given out here is refused", async () => {
    const caller = clientOf({ ...createMock({ clock, world }), credentials: { accessToken: "x" } as never });
    expect(await outcomeOf(caller.call("products", {}))).toBe("oauth_token_malformed");
  });
});

describe("a call says whose it is", () => {
  const encoded = (payload: object) => Buffer.from(JSON.stringify(payload)).toString("base64");
  const offline = "/api/v4/activate_offline";
  test.each<[object, Record<string, string>, string | undefined]>([
    [{}, { authorization: 'apikey="a",signature="s"' }, "apiKey a"],
    [{}, { authorization: 'algorithm="x", APIKEY="a"' }, "apiKey a"],
    [{}, { authorization: 'xapikey="a"' }, undefined],
    [{}, { authorization: 'apikey=""' }, undefined],
    [{}, { authorization: "bearer  t " }, "accessToken t"],
    [{}, { authorization: "x Bearer t" }, undefined],
    [{}, {}, undefined],
    [{ method: "POST", path, body: "client_id=one" }, {}, "clientId one"],
    [{ method: "POST", path, body: "" }, {}, undefined],
    [{ method: "POST", path: offline, body: encoded({ api_key: "a", client_id: "one" }) }, {}, "apiKey a"],
    [{ method: "POST", path: `${offline}//`, body: encoded({ client_id: "one" }) }, {}, "clientId one"],
    [{ method: "POST", path: offline, body: "{" }, {}, undefined],
    [{ method: "GET", path: offline, body: encoded({ api_key: "a" }) }, {}, undefined],
    [{ method: "POST", path: "/other/activate_offline", body: encoded({ api_key: "a" }) }, {}, undefined],
    [{ method: "POST", path: "/api/v4/activate_license", body: encoded({ api_key: "a" }) }, {}, undefined],
  ])("by %j and %j: %s", (request, headers, name) => {
    const read = {
      method: "GET",
      path: "/",
      query: "",
      body: "",
      headers: (asked: string) => headers[asked],
      ...request,
    };
    const found = credentialOf(read as never);
    expect(found && credentialName(found)).toBe(name);
  });

  test("which a world has or not", () => {
    const { tables } = createMock({ clock, world });
    const all = credentialsIn(tables);
    expect(all.map(credentialName)).toEqual([
      "apiKey a",
      "accessToken t",
      "clientId one",
      "clientId turned",
      "clientId lost",
    ]);
    for (const credential of all) {
      expect(hasCredential(tables, credential)).toBe(true);
      expect(hasCredential(tables, { ...credential, value: "none" })).toBe(false);
    }
  });
});

test.each([
  [{ a: 1, b: { c: 2, d: 3 } }, { b: { c: null, e: 4 } }, { a: 1, b: { d: 3, e: 4 } }],
  [{ a: [1, 2] }, { a: [3] }, { a: [3] }],
  [{ a: 1 }, { a: { b: null, c: 1 } }, { a: { c: 1 } }],
  [{ a: [1] }, { a: { c: 1 } }, { a: { c: 1 } }],
  [{ a: 1 }, 5, 5],
  [{ a: 1 }, [1], [1]],
  [null, { a: 1 }, { a: 1 }],
  [{ a: 1 }, null, null],
])("%j changed by the merge patch %j is %j", (value, patch, result) => {
  const before = JSON.stringify(value);
  expect(mergePatch(value, patch)).toEqual(result);
  expect(JSON.stringify(value)).toBe(before);
});
