import { createVerify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import type { Space } from "../src/mock/space/space.ts";
import { clientOf, inputOf, outcomeOf } from "./calls.ts";

const origin = "https://license-api.test";

/** The address that a client opens in a browser. */
async function addressOf(space: Space, fields: object = {}): Promise<URL> {
  const input = inputOf(space, "sso-url", "ssoAccount", { redirect_uri: "http://localhost:4711/back?a=1", ...fields });
  return new URL((await clientOf(space).call("sso-url", input)).url);
}

const choose = (mock: Mock, address: URL, form: Record<string, string>, headers = {}) =>
  mock.fetch(new Request(address, { method: "POST", body: new URLSearchParams(form), headers, redirect: "manual" }));

const wayBack = (response: Response) => new URL(response.headers.get("location") ?? "");

/** An activation in the name of who signed on. */
const activate = (space: Space, proof: object) => {
  const fields = { product: "user-app", hardware_id: "Signed-on", customer_account_code: "acme", ...proof };
  return outcomeOf(clientOf(space).call("activate-license", fields as never));
};

const firstUser = async (mock: Mock, address: URL) => {
  const page = await (await mock.fetch(address)).text();
  return (
    /name="user" value="([^"]*)"/.exec(page)?.[1]?.replace(/&#(\d+);/g, (_all, code) => String.fromCharCode(code)) ?? ""
  );
};

describe("the page to which sso_url leads", () => {
  test("offers the users of the account, and sends a code back that activates a license once it is chosen", async () => {
    const mock = createMock();
    const address = await addressOf(mock);
    address.searchParams.set("state", "my state");
    const user = await firstUser(mock, address);
    expect(mock.world.users.find({ email: user })?.customerAccount).toBe("acme");
    const back = await choose(mock, address, { user });
    expect(back.status).toBe(302);
    const to = wayBack(back);
    expect(`${to.origin}${to.pathname}`).toBe("http://localhost:4711/back");
    expect(Object.fromEntries(to.searchParams)).toEqual({ a: "1", code: expect.any(String), state: "my state" });
    expect(await activate(mock, { code: to.searchParams.get("code") })).toBe("ok");
  });

  test("sends tokens back in the fragment, which the public key verifies and which calls take as id_token", async () => {
    const mock = createMock({ clock: "2027-03-01T10:00:00.000Z" });
    const address = await addressOf(mock, { response_type: "token" });
    const to = wayBack(await choose(mock, address, { user: await firstUser(mock, address) }));
    const fields = new URLSearchParams(to.hash.slice(1));
    const token = fields.get("id_token") ?? "";
    expect(fields.get("access_token")).toBe(token);
    const [head = "", claims = "", signature = ""] = token.split(".");
    expect(createVerify("sha256").update(`${head}.${claims}`).verify(mock.publicKey, signature, "base64url")).toBe(
      true,
    );
    expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({
      nonce: address.searchParams.get("nonce"),
      aud: "acme",
      iat: Date.parse("2027-03-01T10:00:00.000Z") / 1_000,
    });
    expect(await activate(mock, { id_token: token })).toBe("ok");
  });

  test.each([
    ["code", "search"],
    ["token", "hash"],
  ] as const)("tells that the user refused (%s)", async (response_type, part) => {
    const mock = createMock();
    const before = mock.world.ssoTokens.all().length;
    const to = wayBack(await choose(mock, await addressOf(mock, { response_type }), { refuse: "1" }));
    expect(to[part]).toContain("error=access_denied");
    expect(mock.world.ssoTokens.all()).toHaveLength(before);
  });

  test("is that of the space which gave the address, and its code counts there alone", async () => {
    const mock = createMock();
    const space = mock.space("one");
    const address = await addressOf(space);
    const to = wayBack(await choose(mock, address, { user: await firstUser(mock, address) }));
    const code = to.searchParams.get("code");
    expect(await activate(mock, { code })).toBe("sso_customer_account_token_error");
    expect(await activate(space, { code })).toBe("ok");
  });

  test("leads back into a program by an address of its own kind", async () => {
    const mock = createMock();
    const address = await addressOf(mock, { redirect_uri: "my-app://back" });
    const to = wayBack(await choose(mock, address, { user: await firstUser(mock, address) }));
    expect(to.href).toMatch(/^my-app:\/\/back\?code=/);
  });

  test.each([
    ["no way back", (address: URL) => address.searchParams.delete("redirect_uri"), /redirect_uri: found &#34;&#34;/],
    [
      "a script",
      (address: URL) => address.searchParams.set("redirect_uri", "javascript:alert(1)"),
      /redirect_uri: found/,
    ],
    [
      "another kind of answer",
      (address: URL) => address.searchParams.set("response_type", "id"),
      /response_type: found &#34;id&#34;, expected code/,
    ],
    [
      "another account",
      (address: URL) => {
        address.pathname = "/realms/%3Cb%3E/protocol/openid-connect/auth";
      },
      /no customer account &#34;&#60;b&#62;&#34;/,
    ],
  ])("says what is wrong with %s and leads nowhere", async (_what, spoil, reason) => {
    const mock = createMock();
    const address = await addressOf(mock);
    spoil(address);
    for (const answer of [await mock.fetch(address), await choose(mock, address, { user: "x" })]) {
      expect(answer.status).toBe(400);
      expect(answer.headers.get("location")).toBeNull();
      expect(await answer.text()).toMatch(reason);
    }
  });

  test("takes no user that it did not offer, and no form that another page sent", async () => {
    const mock = createMock();
    const address = await addressOf(mock);
    const user = await firstUser(mock, address);
    expect((await choose(mock, address, { user: "nobody@user.test" })).status).toBe(400);
    expect((await choose(mock, address, { user }, { "Sec-Fetch-Site": "cross-site" })).status).toBe(400);
    for (const other of ["https://evil.test", "null", "no address"])
      expect((await choose(mock, address, { user }, { Origin: other })).status, other).toBe(400);
    expect((await choose(mock, address, {})).status).toBe(400);
  });

  test("keeps the last hundred of what it gave, so that nobody fills a world by it", async () => {
    const mock = createMock();
    const address = await addressOf(mock);
    const user = await firstUser(mock, address);
    const before = mock.world.ssoTokens.all().length;
    for (let at = 0; at < 105; at += 1) await choose(mock, address, { user });
    expect(mock.world.ssoTokens.all().length).toBe(before + 100);
  });

  test("stands in the journal, is never signed, and its address is no endpoint otherwise", async () => {
    const mock = createMock();
    const answer = await mock.fetch(await addressOf(mock));
    expect(answer.headers.get("licensesignature")).toBeNull();
    expect(mock.journal.entries().at(-1)).toMatchObject({ outcome: "ok", status: 200 });
    expect((await mock.fetch(`${origin}/realms/acme/protocol/openid-connect/other`)).status).toBe(404);
  });
});
