import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Client } from "../src/api/client.ts";
import { createClient } from "../src/api/client.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { tokenPath } from "../src/mock/oauth.ts";
import { outcomeOf } from "./calls.ts";
import { doors, type OpenDoor } from "./doors.ts";

// What several endpoints do together, over every way in.

describe.each(Object.entries(doors))("through %s", (_name, open) => {
  let mock: Mock;
  let door: OpenDoor;
  let client: Client;

  beforeEach(async () => {
    mock = createMock({ clock: "2026-11-22T12:00:00.000Z" });
    door = await open(mock);
    client = clientWith(mock.credentials);
  });
  afterEach(() => door.close());

  const clientWith = (credentials: Parameters<typeof createClient>[0]["credentials"]) =>
    createClient({ baseUrl: door.baseUrl, credentials, publicKey: mock.publicKey, fetch: door.send });

  test("a trial is made, activated, checked, and over after its days", async () => {
    const product = { product: "trial-app", hardware_id: "Fresh-1" };
    const trial = await client.call("trial-key", product);
    const license = { ...product, license_key: "license" in trial ? String(trial.license) : "" };
    const activated = await client.call("activate-license", license);
    expect(activated).toMatchObject({ is_trial: true, trial_days: 14, validity_period: "2026-12-06T00:00:00.000Z" });
    mock.clock.set("2026-12-06T23:59:59.999Z");
    expect(await client.call("check-license", license)).toMatchObject({ is_expired: false });
    mock.clock.advance({ ms: 1 });
    expect(await client.call("check-license", license)).toMatchObject({ is_expired: true });
    expect(await outcomeOf(client.call("trial-key", product))).toBe("trial_expired");
  });

  test("a device waits for a seat, and gets one when more are bought", async () => {
    const license = { product: "key-app", license_key: "FLOA-FULL-KEYS-0001", hardware_id: "Laptop-1" };
    expect(await outcomeOf(client.call("check-license", license))).toBe("floating_not_available");
    const [record] = [...mock.tables.licenses.all()].filter(({ licenseKey }) => licenseKey === license.license_key);
    if (!record?.floating) throw new Error("the role is not floating");
    mock.tables.licenses.update(record, { floating: { ...record.floating, users: 2 } });
    expect(await client.call("check-license", license)).toMatchObject({
      floating_users: 2,
      floating_in_use_devices: 2,
    });
  });

  test("a borrowed seat is free for another device exactly at its end", async () => {
    const license = { product: "key-app", license_key: "BORR-LICE-KEYS-0001", hardware_id: "Laptop-1" };
    const other = { ...license, hardware_id: "Laptop-2" };
    await client.call("floating-borrow", { ...license, borrowed_until: "2026-11-24 12:00" });
    mock.clock.set("2026-11-24T11:59:59.999Z");
    expect(await outcomeOf(client.call("check-license", other))).toBe("floating_not_available");
    mock.clock.advance({ ms: 1 });
    expect(await client.call("check-license", other)).toMatchObject({ floating_in_use_devices: 1, is_borrowed: false });
  });

  test("a license moves from device to device until its transfers end", async () => {
    const license = { product: "key-app", license_key: "NEWX-PERP-KEYS-0001" };
    const [record] = [...mock.tables.licenses.all()].filter(({ licenseKey }) => licenseKey === license.license_key);
    if (record) mock.tables.licenses.update(record, { maxTransfers: 2 });
    for (const [transfers, hardware_id] of ["a", "b", "c"].entries()) {
      const on = { ...license, hardware_id };
      expect(await client.call("activate-license", on)).toMatchObject({ transfer_count: transfers });
      await client.call("deactivate-license", on);
    }
    const last = { ...license, hardware_id: "a" };
    expect(await outcomeOf(client.call("activate-license", last))).toBe("license_transferred_max_times");
    expect(await outcomeOf(client.call("check-license", last))).toBe("license_not_active");
  });

  test("an OAuth secret is rotated in the middle: old token, old secret in its grace, new secret", async () => {
    const { url } = await client.call("oauth-url", { login_type: "client_credentials" });
    expect(url.endsWith(tokenPath)).toBe(true);
    const token = async (client_secret: string) => {
      const body = new URLSearchParams({
        grant_type: "client_credentials",
        client_id: "auth-company-1",
        client_secret,
      });
      const response = await door.send(new Request(`${door.baseUrl}${tokenPath}`, { method: "POST", body }));
      const { access_token, error } = (await response.json()) as { access_token?: string; error?: string };
      return access_token ?? `${response.status} ${error}`;
    };
    const license = { product: "key-app", license_key: "ACTV-PERP-KEYS-0001", hardware_id: "Laptop-1" };
    const before = clientWith({ accessToken: await token("test-secret-of-the-company-client") });
    expect(await before.call("check-license", license)).toMatchObject({ license_active: true });

    const client1 = mock.tables.oauthClients.byClientId("auth-company-1");
    if (!client1) throw new Error("the world has no OAuth client");
    const previousSecretUntil = mock.clock.now() + 60_000;
    const rotated = { clientSecret: "new", previousSecret: client1.clientSecret, previousSecretUntil };
    mock.tables.oauthClients.update(client1, rotated);
    expect(await before.call("check-license", license)).toMatchObject({ license_active: true });
    expect(await token("test-secret-of-the-company-client")).toMatch(/^ey/);
    mock.clock.advance({ minutes: 1 });
    expect(await token("test-secret-of-the-company-client")).toBe("401 invalid_client");
    mock.clock.advance({ minutes: 7 });
    expect(await outcomeOf(before.call("check-license", license))).toBe("oauth_token_expired");
    const after = clientWith({ accessToken: await token("new") });
    expect(await after.call("check-license", license)).toMatchObject({ license_active: true });
  });

  test("a license that was activated offline is active online, and let go offline", async () => {
    const license = { product: "key-app", license_key: "OFFL-INEX-KEYS-0001", hardware_id: "Laptop-1" };
    const file = { ...license, date: new Date().toUTCString(), api_key: mock.credentials.apiKey };
    const activated = await client.call("activate-offline", { ...file, request: "activation", request_id: "file-1" });
    expect(activated).toMatchObject({ request_id: "file-1", times_activated: 1 });
    expect(await client.call("check-license", license)).toMatchObject({ device_id: activated.device_id });
    expect(await client.call("deactivate-offline", { ...file, request: "deactivation" })).toBe("license_deactivated");
    expect(await outcomeOf(client.call("check-license", license))).toBe("license_not_active");
  });

  test("a bundle with a disabled member is refused as a whole, and works when it is enabled again", async () => {
    const bundle = { product: "suite", license_key: "BUND-DISA-KEYS-0001", hardware_id: "Laptop-9" };
    expect(await outcomeOf(client.call("activate-bundle", bundle))).toBe("license_not_enabled");
    const members = [...mock.tables.licenses.all()].filter(({ licenseKey }) => licenseKey === bundle.license_key);
    expect(members.map(({ timesActivated }) => timesActivated)).toEqual([1, 1, 1]);
    for (const member of members) mock.tables.licenses.update(member, { enabled: true });
    expect(await client.call("activate-bundle", bundle)).toHaveLength(3);
    const counter = { ...bundle, product: "suite-counter", bundle_code: "suite" };
    expect(await client.call("add-consumption", counter)).toMatchObject({ total_consumptions: 11 });
    expect(await client.call("deactivate-bundle", bundle)).toBe("license_deactivated");
    expect(await outcomeOf(client.call("check-bundle", bundle))).toBe("device_not_found");
  });
});
