import { describe, expect, test } from "vitest";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { clientOf, inputOf, outcomeOf } from "./calls.ts";
import { doors } from "./doors.ts";

const start = "2026-11-22T12:00:00.000Z";
const last = (mock: Mock) => mock.journal.entries({ last: 1 })[0];
const check = (mock: Mock, role: string, fields = {}) =>
  outcomeOf(clientOf(mock).call("check-license", inputOf(mock, "check-license", role, fields)));

describe("an entry says why", () => {
  test("a call succeeded: the rules that held, in order", async () => {
    const mock = createMock({ clock: start });
    await check(mock, "floatingLicense");
    await check(mock, "floatingLicense");
    expect(last(mock)?.why).toEqual([
      "authorized as API key 6f9619ff… (verify)",
      "product key-app",
      expect.stringMatching(/^license FLOA-FREE-KEYS-0001 \(id \d{16}\) by its key$/),
      "the license is enabled",
      "device Laptop-1 is active",
      "seat renewed: 1 of 2 taken",
    ]);
  });

  test.each([
    ["fullFloatingLicense", "refused: 1 of 1 seats are taken (floating_not_available)"],
    ["unactivatedLicense", "refused: no device is active on this license (license_not_active)"],
    ["disabledLicense", "refused: The license is disabled (license_not_enabled)"],
    ["otherDevice", "refused: this device was never activated on this license (device_not_found)"],
    ["overusedConsumptionLicense", "refused: 7 used, 5 allowed (license_not_enough_consumptions)"],
  ])("a call was refused, up to the rule that refused: %s", async (role, reason) => {
    const mock = createMock();
    await check(mock, role);
    const why = last(mock)?.why ?? [];
    expect(why.at(-1)).toBe(reason);
    expect(why.slice(0, 2)).toEqual(["authorized as API key 6f9619ff… (verify)", "product key-app"]);
  });

  test("units were counted, and a device activated", async () => {
    const mock = createMock();
    await clientOf(mock).call("add-consumption", inputOf(mock, "add-consumption", "consumptionLicense"));
    expect(last(mock)?.why.at(-1)).toBe("units counted: 11 of 1000 used");
    await clientOf(mock).call("activate-license", inputOf(mock, "activate-license", "unactivatedLicense"));
    expect(last(mock)?.why.at(-1)).toMatch(/^device activated: 1 of \d+$/);
  });

  test("nobody was asked who they are", async () => {
    const mock = createMock({ auth: "off" });
    await mock.fetch("https://x.test/api/v4/product_details?product=key-app");
    expect(last(mock)).toMatchObject({ authorizedAs: "nobody" });
    expect(last(mock)?.why[0]).toBe("nobody was authorized, taken for API key 6f9619ff… (off)");
  });
});

describe("an entry holds request and answer", () => {
  test.each(Object.keys(doors))("as they went through %s", async (name) => {
    const mock = createMock();
    const door = await (doors[name] as (typeof doors)[string])(mock);
    const url = `${door.baseUrl}/api/v4/check_license?product=key-app`;
    const response = await door.send(
      new Request(url, { headers: { Date: "today", Authorization: 'apikey="x",signature="secret"' } }),
    );
    const body = await response.text();
    await door.close();
    expect(last(mock)).toMatchObject({
      id: 1,
      method: "GET",
      path: "/api/v4/check_license",
      query: "product=key-app",
      endpoint: "check-license",
      input: undefined,
      authorizedAs: "nobody",
      status: 400,
      outcome: "authorization_missing_params",
      requestHeaders: { authorization: 'apikey="x",signature="***"', date: "today" },
      requestBody: "",
      answerHeaders: { LicenseSignature: expect.any(String) },
      answerBody: body,
      durationMs: expect.any(Number),
    });
  });

  test("without passwords, tokens and secrets, wherever they stand", async () => {
    const mock = createMock();
    const { username, password } = mock.roles.activeUserLicense as Record<string, string>;
    const client = clientOf(mock);
    await client.call("activate-license", inputOf(mock, "activate-license", "activeUserLicense"));
    await client.call("change-password", {
      username: username as string,
      password: password as string,
      new_password: "Next-1",
    });
    await client.call("user-licenses", inputOf(mock, "user-licenses", "activeUserLicense", { password: "Next-1" }));
    await clientOf(mock, "companyToken").call("products", {});
    await client.call("activate-offline", inputOf(mock, "activate-offline", "offlineUserLicense"));
    await client.call("activate-license", inputOf(mock, "activate-license", "ssoUser"));
    const { client_id = "", client_secret = "", token_url } = mock.roles.oauthClient as Record<string, string>;
    const form = new URLSearchParams({ grant_type: "client_credentials", client_id, client_secret });
    await mock.fetch(`https://x.test${token_url}`, { method: "POST", body: form });
    const shown = JSON.stringify(mock.journal.entries());
    const { id_token, code } = mock.roles.ssoUser as Record<string, string>;
    for (const secret of [
      password,
      "Next-1",
      "Grace-1906",
      id_token,
      code,
      client_secret,
      "test-token-of-the-company",
    ]) {
      expect(shown, secret).not.toContain(secret);
    }
    expect(last(mock)?.answerBody).toContain('"access_token":"***"');
    expect(shown).toContain(username);
    expect(shown).toContain("Laptop-1");
  });

  test.each([
    ["in a query", "check_license?Password=hush-hush&product=key-app", {}],
    ["in a body", "activate_license", { method: "POST", body: '{"PassWord":"hush-hush"}' }],
    ["in a list", "activate_license", { method: "POST", body: '{"password":["hush-hush"]}' }],
    ["alone in the header", "products", { headers: { Authorization: "hush-hush" } }],
  ])("without a secret under a misspelt name, %s", async (_where, path, init) => {
    const mock = createMock({ auth: "auto" });
    await mock.fetch(`https://x.test/api/v4/${path}`, init);
    expect(JSON.stringify(last(mock))).toContain("***");
    expect(JSON.stringify(last(mock))).not.toContain("hush-hush");
  });

  test("cut after 16 KiB, as fields and body", async () => {
    const mock = createMock();
    await check(mock, "activeKeyLicense", { license_key: "x".repeat(1_000_000) });
    expect(JSON.stringify(last(mock)).length).toBeLessThan(30_000);
    expect(last(mock)?.query).toMatch(/… \(\d+ letters more\)$/);
  });
});

describe("a journal is asked for", () => {
  test("some entries only", async () => {
    const mock = createMock();
    await check(mock, "activeKeyLicense");
    await check(mock, "disabledLicense");
    await check(mock, "otherDevice");
    const { journal } = mock;
    const ids = (query: Parameters<typeof journal.entries>[0]) => journal.entries(query).map(({ id }) => id);
    expect(ids({})).toEqual([1, 2, 3]);
    expect(ids({ outcome: "license_not_enabled" })).toEqual([2]);
    expect(ids({ license: "ACTV-PERP-KEYS-0001" })).toEqual([1, 3]);
    expect(ids({ license: "ACTV-PERP-KEYS-0001", device: "Laptop-9" })).toEqual([3]);
    expect(ids({ endpoint: "add-consumption" })).toEqual([]);
    expect(ids({ since: 1 })).toEqual([2, 3]);
    expect(ids({ last: 2 })).toEqual([2, 3]);
    expect(ids({ last: 0 })).toEqual([]);
  });

  test("its findings, each once", async () => {
    const mock = createMock();
    for (const _call of [1, 2]) await check(mock, "activeKeyLicense", { mac_adddress: "00:00" });
    expect(mock.journal.findings()).toEqual(["mac_adddress: taken as mac_address, which License Check spells so"]);
    mock.journal.clear();
    expect(mock.journal.findings()).toEqual([]);
  });

  test.each(["yes", "on", "TRUE "])("a spelling of is_vm that is not understood: %j", async (is_vm) => {
    const mock = createMock();
    await check(mock, "activeKeyLicense", { is_vm });
    expect(mock.journal.findings()).toEqual([
      `is_vm: ${JSON.stringify(is_vm)} is neither true nor false, and counts as false`,
    ]);
  });

  test.each(["true", "FALSE", "1", "0", true, false])("no spelling of is_vm that is: %j", async (is_vm) => {
    const mock = createMock();
    await check(mock, "activeKeyLicense", { is_vm });
    expect(mock.journal.findings()).toEqual([]);
  });

  test("nothing where it keeps nothing, while the log still hears of each call", async () => {
    const heard: string[] = [];
    const mock = createMock({ journal: 0, log: ({ outcome, status }) => heard.push(`${status} ${outcome}`) });
    await check(mock, "activeKeyLicense");
    await check(mock, "disabledLicense");
    expect(mock.journal.entries()).toEqual([]);
    expect(heard).toEqual(["200 ok", "400 license_not_enabled"]);
  });
});
