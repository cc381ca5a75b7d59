import { describe, expect, test } from "vitest";
import { portableCryptography } from "../../src/api/cryptography.ts";
import { offlineText } from "../../src/api/signature.ts";
import { encodeText } from "../../src/api/write-offline-request.ts";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, lastFindings, licenseWorld, outcomeOf } from "../calls.ts";

const { hmac } = portableCryptography;
const clock = "2026-11-22T12:00:00.000Z";
const activate = (mock: Mock, role: string, fields = {}) =>
  clientOf(mock).call("activate-offline", inputOf(mock, "activate-offline", role, fields));

describe("the answer", () => {
  test("has the mock's date under a signature, and the file's id", async () => {
    const mock = createMock({ clock });
    mock.clock.advance({ days: 400 });
    const { date, request_id, offline_signature } = await activate(mock, "offlineLicense", { request_id: "file-1" });
    expect({ date, request_id }).toEqual({ date: "Mon, 27 Dec 2027 12:00:00 GMT", request_id: "file-1" });
    const { apiKey: api_key, sharedKey } = mock.credentials;
    const claims = { api_key, license_key: "OFFL-INEX-KEYS-0001", hardware_id: "Laptop-1", date };
    expect(offline_signature).toBe(hmac(sharedKey, offlineText(claims)));
  });

  test("has no request_id where the file had none", async () => {
    expect(await activate(createMock(), "offlineLicense")).not.toHaveProperty("request_id");
  });
});

test("a file may be old, as it travels by hand", async () => {
  const call = activate(createMock(), "offlineLicense", { date: "Wed, 01 Jan 2020 00:00:00 GMT" });
  expect(await outcomeOf(call)).toBe("ok");
});

describe("a wrapped request", () => {
  const outcomeOfWrapped = async (claims: object, signedText = JSON.stringify(claims)) => {
    const mock = createMock({ auth: "off" });
    const wrapped = `{ "request": ${JSON.stringify(claims)}, "signature": "${hmac(mock.credentials.sharedKey, signedText)}" }`;
    const file = { method: "POST", headers: { "Content-Type": "text/plain" }, body: encodeText(wrapped) };
    const response = await mock.fetch("https://license-api.test/api/v4/activate_offline", file);
    return ((await response.json()) as { code?: string }).code ?? "ok";
  };
  const mock = createMock();
  const claims = {
    ...inputOf(mock, "activate-offline", "offlineLicense"),
    api_key: mock.credentials.apiKey,
    date: "Sun, 22 Nov 2026 12:00:00 GMT",
  };

  test("is signed over its very text", async () => {
    expect(await outcomeOfWrapped(claims)).toBe("ok");
    expect(await outcomeOfWrapped(claims, offlineText(claims as never))).toBe("offline_signature_mismatch");
  });

  test("does not carry its signature inside", async () => {
    const inside = { ...claims, signature: hmac(mock.credentials.sharedKey, JSON.stringify(claims)) };
    expect(await outcomeOfWrapped(inside, "another text")).toBe("offline_signature_mismatch");
  });
});

describe("a file signed by an OAuth client", () => {
  const signedBy = (secret: string) => {
    const claims = { client_id: "auth-company-2", hardware_id: "Laptop-1", date: "Sun, 22 Nov 2026 12:00:00 GMT" };
    const signature = hmac(secret, offlineText({ ...claims, license_key: "OFFL-INEX-KEYS-0001" }));
    return { ...claims, api_key: undefined, signature };
  };
  const [previous, current] = ["test-secret-before-rotation", "test-secret-after-rotation"];

  test("with its previous secret is taken until that secret's end", async () => {
    const mock = createMock({ clock });
    mock.clock.advance({ days: 30, ms: -1 });
    expect(await outcomeOf(activate(mock, "offlineLicense", signedBy(previous)))).toBe("ok");
    mock.clock.advance({ ms: 1 });
    expect(await outcomeOf(activate(mock, "offlineLicense", signedBy(previous)))).toBe("offline_signature_mismatch");
    expect(await outcomeOf(activate(mock, "offlineLicense", signedBy(current)))).toBe("ok");
  });

  test("is answered under the current secret", async () => {
    const { signature: _sent, ...claims } = signedBy(previous);
    const answer = await activate(createMock(), "offlineLicense", signedBy(previous));
    const covered = offlineText({ ...claims, license_key: "OFFL-INEX-KEYS-0001", date: answer.date } as never);
    expect(answer.offline_signature).toBe(hmac(current, covered));
  });
});

test("the key inside is judged like the key of the header", async () => {
  const mock = createMock();
  const api_key = (role: string) => mock.roles[role]?.apiKey;
  const outcome = (role: string) => outcomeOf(activate(mock, "offlineLicense", { api_key: api_key(role) }));
  expect(await outcome("revokedKey")).toBe("revoked_api_key");
  expect(await outcome("lockedPasswordUser")).toBe("invalid_api_key"); // a key of another company
});

test("a file may name a key that is limited to some products, for these alone", async () => {
  const limited = { apiKey: "limited", sharedKey: "secret" };
  const outcome = (products: string[]) => {
    const apiKeys = [
      { apiKey: "a", sharedKey: "s" },
      { ...limited, products },
    ];
    const mock = createMock({ clock, world: licenseWorld({ offlineActivation: true }, { apiKeys }) });
    const claims = { api_key: limited.apiKey, license_key: "TEST-TEST-TEST-0001", hardware_id: "h", date: clock };
    const signature = hmac(limited.sharedKey, offlineText(claims));
    return outcomeOf(activate(mock, "it", { ...claims, signature }));
  };
  expect(await outcome(["p"])).toBe("ok");
  expect(await outcome(["other"])).toBe("api_key_product_not_allowed");
});

test("units that nothing counts are noted", async () => {
  const mock = createMock();
  await activate(mock, "offlineLicense", { consumptions: 5, product_features: [{ name: "counter" }] });
  expect(lastFindings(mock)).toEqual([
    "product_features: an item without code and consumptions was ignored",
    "consumptions: ignored, as this is not a consumption license",
  ]);
});

test("the agreed time begins with the activation, not with the file's date", async () => {
  const world = licenseWorld({ validDuration: "1m", trial: true, offlineActivation: true });
  const mock = createMock({ clock: "2027-01-31T18:00:00.000Z", world });
  const license = await activate(mock, "it", { date: "Fri, 01 Jan 2027 00:00:00 GMT" });
  expect(license).toMatchObject({ validity_period: "2027-02-28T00:00:00.000Z" });
});
