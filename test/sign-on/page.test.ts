import { describe, expect, test } from "vitest";
import type { WorldFile } from "../../src/generated/types.ts";
import { createMock } from "../../src/mock/create-mock.ts";

const host = "license-api.test";
const way = "redirect_uri=http%3A%2F%2Flocalhost%2Fback";
const user = (number: number, more = {}) => ({ email: `user-${number}@x.test`, password: "p", ...more });
const worldOf = (users: WorldFile["users"] = [], more: Partial<WorldFile> = {}): WorldFile => ({
  companies: [{ name: "c" }, { name: "other" }],
  apiKeys: [{ apiKey: "a", sharedKey: "s" }],
  customerAccounts: [{ code: "acme", name: "Acme & sons" }, { code: "off", sso: false }, { code: "a/b%" }],
  products: [{ code: "p", authorizationMethod: "user" }],
  licenses: [],
  users,
  ...more,
});
const pathOf = (account = "acme") => `https://${host}/realms/${account}/protocol/openid-connect/auth`;

function signOn(world: WorldFile, query = way, account = "acme") {
  const mock = createMock({ clock: "2027-03-01T10:00:00.000Z", world });
  const url = `${pathOf(account)}?${query}`;
  const send = (form: Record<string, string> | Uint8Array, headers = {}) => {
    const body = form instanceof Uint8Array ? form : new URLSearchParams(form);
    return mock.fetch(new Request(url, { method: "POST", body, headers: { host, ...headers } } as RequestInit));
  };
  return { mock, show: () => mock.fetch(url), send, page: async () => (await mock.fetch(url)).text() };
}

describe("the page", () => {
  test("is for nobody else to keep, to frame, or to run something on", async () => {
    const answer = await signOn(worldOf([user(1)])).show();
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
    });
    expect(await answer.text()).toContain("<h1>Sign on: Acme &#38; sons</h1>");
  });

  const more = (users: number) => [`<p><small>${users} more users are not shown.</small></p>`];
  test.each([
    [0, 0, ["<p>The world has no user of this company.</p>"]],
    [1, 1, []],
    [100, 100, []],
    [101, 100, more(1)],
    [105, 100, more(5)],
  ])("shows of %i users %i, and says so: %j", async (all, shown, said) => {
    const users = Array.from({ length: all }, (_, at) => user(at));
    const [, form = ""] = /<form[^>]*>\n(.*)\n<\/form>/s.exec(await signOn(worldOf(users)).page()) ?? [];
    const lines = form.split("\n").filter((line) => line !== "");
    const choices = lines.filter((line) => line.startsWith('<button name="user"'));
    expect(choices).toHaveLength(shown);
    expect(lines.slice(shown)).toEqual([...said, '<button class="refuse" name="refuse" value="1">Refuse</button>']);
  });

  test("offers the users of the account, else those of its company alone", async () => {
    const others = [user(1, { company: "other" }), user(2)];
    const offered = async (users: WorldFile["users"]) =>
      [...(await signOn(worldOf(users)).page()).matchAll(/value="(user-\d)/g)].map(([, name]) => name);
    expect(await offered(others)).toEqual(["user-2"]);
    expect(await offered([...others, user(3, { customerAccount: "acme" })])).toEqual(["user-3"]);
  });

  test.each([
    ["GET", 200],
    ["POST", 400],
    ["PUT", 404],
    ["DELETE", 404],
  ])("answers %s with %i", async (method, status) => {
    const { mock } = signOn(worldOf([user(1)]));
    expect((await mock.fetch(`${pathOf()}?${way}`, { method })).status).toBe(status);
  });

  test.each([
    ["acme", 200],
    ["a%2Fb%25", 200],
    ["off", 400],
    ["none", 400],
    ["%", 400],
    ["%E0%A4%A", 400],
  ])("is that of the customer account %s: %i", async (account, status) => {
    const { show, page } = signOn(worldOf([user(1)]), way, account);
    expect((await show()).status).toBe(status);
    if (status === 400) expect(await page()).toContain(`there is no customer account &#34;${account}&#34; with single`);
  });
});

describe("what is asked for wrongly", () => {
  const long = "x".repeat(300);
  test.each([
    [`redirect_uri=${long}`, `redirect_uri: found &#34;${"x".repeat(200)}&#34;, expected an address like`],
    [
      `${way}&response_type=${long}`,
      `response_type: found &#34;${"x".repeat(80)}&#34;, expected code or id_token token`,
    ],
    ["redirect_uri=JavaScript%3Aalert(1)", "redirect_uri: found"],
    ["redirect_uri=view-source%3Ahttp%3A%2F%2Fx", "redirect_uri: found"],
  ])("is told, not more of it than a person reads: %.40s", async (query, reason) => {
    const { show, page } = signOn(worldOf([user(1)]), query);
    expect((await show()).status).toBe(400);
    expect(await page()).toContain(`<h1>This sign-on cannot go on</h1>\n<p>${reason}`);
  });

  test.each(["my-javascript://back", "app:back", "http://localhost/javascript:"])(
    "is no address that a program may have: %s",
    async (address) => {
      const { show } = signOn(worldOf([user(1)]), `redirect_uri=${encodeURIComponent(address)}`);
      expect((await show()).status).toBe(200);
    },
  );
});

describe("a form", () => {
  const chosen = { user: "user-1@x.test" };
  const another = "another page sent this form: choose a user on this one";

  test.each<[Record<string, string>, boolean]>([
    [{}, true],
    [{ "sec-fetch-site": "same-origin" }, true],
    [{ "sec-fetch-site": "none" }, true],
    [{ "sec-fetch-site": "cross-site" }, false],
    [{ "sec-fetch-site": "same-site" }, false],
    [{ "sec-fetch-site": "same-origin", origin: "https://evil.test" }, true],
    [{ origin: `https://${host}` }, true],
    [{ origin: `https://${host}`, host: "License-API.test" }, true],
    [{ origin: "https://evil.test" }, false],
    [{ origin: "null" }, false],
  ])("of the page itself is taken, by %j: %s", async (headers, isTaken) => {
    const answer = await signOn(worldOf([user(1)])).send(chosen, headers);
    expect(answer.status).toBe(isTaken ? 302 : 400);
    if (!isTaken) expect(await answer.text()).toContain(another);
  });

  test("that names nobody of the account is refused by who is meant", async () => {
    const { send } = signOn(worldOf([user(1)]));
    const refused = await send({ user: "user-9@x.test" });
    expect(await refused.text()).toContain("there is no user &#34;user-9@x.test&#34; of the customer account acme");
    expect((await send(new Uint8Array([0xff, 0xfe]))).status).toBe(400);
  });

  test("leads back with a code, and with the state where one was sent", async () => {
    const { send } = signOn(worldOf([user(1)]), `${way}&response_type=code`);
    const answer = await send(chosen);
    expect(answer.headers.get("location")).toMatch(/^http:\/\/localhost\/back\?code=code-\d{16}$/);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.text()).toBe("");
    const refused = await signOn(worldOf([user(1)])).send({ refuse: "1" });
    expect(refused.headers.get("location")).toBe(
      "http://localhost/back?error=access_denied&error_description=The+user+refused",
    );
  });

  test.each([
    ["", {}],
    ["&nonce=n", { nonce: "n" }],
  ])("leads back with tokens that say for how long they are good%s", async (nonce, told) => {
    const { send } = signOn(worldOf([user(1)]), `${way}&response_type=id_token%20token${nonce}`);
    const location = new URL((await send(chosen)).headers.get("location") ?? "");
    const { id_token = "", ...others } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
    expect(others).toEqual({ access_token: id_token, token_type: "Bearer", expires_in: "300" });
    const [head = "", claims = ""] = id_token.split(".").map((part) => Buffer.from(part, "base64url").toString());
    expect(JSON.parse(head)).toEqual({ alg: "RS256", typ: "JWT" });
    const iat = Date.parse("2027-03-01T10:00:00.000Z") / 1_000;
    const known = { jti: expect.stringMatching(/^\d{16}$/), sub: expect.stringMatching(/^\d{16}$/), aud: "acme" };
    expect(JSON.parse(claims)).toEqual({ ...known, email: chosen.user, iat, exp: iat + 300, ...told });
  });

  test("makes room by what forms gave before, and never by tokens of the world's own", async () => {
    const own = [
      "code-123",
      "xcode-1000000000000001",
      "code-10000000000000011",
      "eyJ.b.c",
      "xeyJa.b.c",
      "eyJa.b.c!",
      "eyJa.b",
    ];
    const given = ["code-1000000000000001", "eyJab-_.cd-_.ef-_"];
    const ssoTokens = [...own, ...given].map((token) => {
      return { kind: "code" as const, token, user: chosen.user, customerAccount: "acme" };
    });
    const { mock, send } = signOn(worldOf([user(1)], { ssoTokens }));
    for (let at = 0; at < 99; at += 1) await send(chosen);
    const tokens = () => mock.world.ssoTokens.all().map(({ token }) => token);
    expect(tokens()).toEqual(expect.arrayContaining([...own, given[1]]));
    expect(tokens()).not.toContain(given[0]);
    await send(chosen);
    expect(tokens()).toEqual(expect.arrayContaining(own));
    expect(tokens()).not.toContain(given[1]);
    expect(tokens()).toHaveLength(own.length + 100);
  });
});
