import { beforeEach, describe, expect, test } from "vitest";
import { authorize } from "../src/api/authorization.ts";
import { verifySignature } from "../src/api/cryptography.ts";
import type { EndpointName } from "../src/api/endpoints.ts";
import { licenseSignatureText, signatureHeader } from "../src/api/signature.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { clientOf, fingerprint, inputOf, outcomeOf } from "./calls.ts";

let mock: Mock;
beforeEach(() => {
  mock = createMock();
});

const last = () => mock.journal.entries({ last: 1 })[0];
const call = async (endpoint: EndpointName, role: string, fields: object = {}): Promise<Record<string, unknown>> => ({
  ...((await clientOf(mock).call(endpoint, inputOf(mock, endpoint, role, fields))) as object),
});

/** Changes the license of the role timeLimitedLicense. */
function changeLicense(change: object): void {
  const { id } = mock.world.licenses.find({ licenseKey: "TIME-LIMI-KEYS-0001" }) as { id: number };
  mock.world.licenses.update(id, change);
}

/** A check of a license, with the text and the signature of its answer. */
async function check(role: string) {
  const query = new URLSearchParams(inputOf(mock, "check-license", role) as never);
  const headers = authorize(mock.credentials);
  const response = await mock.fetch(`https://x.test/api/v4/check_license?${query}`, { headers });
  return { text: await response.text(), signature: response.headers.get(signatureHeader) };
}

describe("an earlier answer comes again", () => {
  test("as it was, though the license is another one now", async () => {
    const before = await check("timeLimitedLicense");
    changeLicense({ enabled: false });
    expect(await check("timeLimitedLicense")).not.toEqual(before);
    mock.faults.add({ kind: "replay" });
    expect(await check("timeLimitedLicense")).toEqual(before);
    expect(last()).toMatchObject({ status: 200, outcome: "license_not_enabled", fault: { kind: "replay" } });
  });

  test("the first one, or that of a call which is named", async () => {
    const first = await check("activeKeyLicense");
    await call("products", "activeKeyLicense");
    const third = await check("timeLimitedLicense");
    mock.faults.add({ kind: "replay", times: 1, endpoint: "check-license" });
    expect(await check("timeLimitedLicense")).toEqual(first);
    mock.faults.add({ kind: "replay", call: 3 });
    expect(await check("activeKeyLicense")).toEqual(third);
  });

  test("but none that was failed itself, is of another endpoint, or is forgotten", async () => {
    mock.faults.add({ kind: "other-key-signature", times: 1 });
    await check("timeLimitedLicense");
    mock.faults.add({ kind: "replay" });
    const own = await check("activeKeyLicense");
    expect(own.text).toContain("ACTV-PERP-KEYS-0001");
    expect(last()?.why.at(-1)).toBe(
      "fault 2 changed nothing: the journal holds no earlier answer of check-license whole",
    );
    mock.faults.clear();
    mock.faults.add({ kind: "replay", call: 1 });
    await check("activeKeyLicense");
    expect(last()?.why.at(-1)).toBe(
      "fault 3 changed nothing: the journal holds no answer of call 1 of check-license whole",
    );
    mock.journal.clear();
    mock.faults.clear();
    mock.faults.add({ kind: "replay" });
    await check("timeLimitedLicense");
    expect(last()?.why.at(-1)).toMatch(/holds no earlier answer/);
  });
});

describe("the answer of another call", () => {
  test("is of another license and signed rightly for it, outside and inside", async () => {
    changeLicense({ maxActivations: 5 });
    await call("activate-license", "timeLimitedLicense", { hardware_id: "Other-1" });
    mock.faults.add({
      kind: "answer-of",
      of: { input: { license_key: "TIME-LIMI-KEYS-0001", hardware_id: "Other-1" } },
    });
    const { text, signature } = await check("activeKeyLicense");
    const license = JSON.parse(text);
    expect(license).toMatchObject({ license_key: "TIME-LIMI-KEYS-0001" });
    expect(await verifySignature(mock.publicKey, text, signature ?? "")).toBe(true);
    const { validity_period } = license;
    const covered = licenseSignatureText({ hardware_id: "Other-1", id: "TIME-LIMI-KEYS-0001", validity_period });
    expect(await verifySignature(mock.publicKey, covered, license.license_signature)).toBe(true);
  });

  test("of another endpoint changes nothing, while the call that was made does", async () => {
    mock.faults.add({
      kind: "answer-of",
      of: { endpoint: "activate-license", input: { hardware_id: "New-1" } },
    });
    const before = fingerprint(mock);
    const { license_key, times_activated } = await call("check-license", "activeKeyLicense");
    expect(license_key).toBe("ACTV-PERP-KEYS-0001");
    const activated = times_activated as number;
    mock.faults.clear();
    expect(await call("check-license", "activeKeyLicense")).toMatchObject({ times_activated: activated - 1 });
    expect(fingerprint(mock)).toBe(before);
    mock.faults.add({ kind: "answer-of", endpoint: "add-consumption", of: { input: { consumptions: 5 } } });
    expect(await call("add-consumption", "consumptionLicense")).toMatchObject({ total_consumptions: 16 });
    mock.faults.clear();
    expect(await call("add-consumption", "consumptionLicense")).toMatchObject({ total_consumptions: 12 });
  });

  test.each([
    [{ license_key: "NONE-NONE-NONE-0001" }, "license_not_found"],
    [{ license_key: null }, "license_key_required"],
    [{ product: "none" }, "unknown_product"],
    [{ hardware_id: null }, "missing_parameters"],
  ])("is its refusal, where it is refused: %j", async (input, code) => {
    mock.faults.add({ kind: "answer-of", of: { input } });
    expect(await outcomeOf(call("check-license", "activeKeyLicense"))).toBe(code);
    expect(last()).toMatchObject({ outcome: "ok" });
    expect(last()?.why.at(-1)).toMatch(new RegExp(`^the other call is refused: .*\\(${code}\\)$`));
  });

  test("comes where the call itself is refused, but not to who proved nothing", async () => {
    mock.faults.add({
      kind: "answer-of",
      of: { input: { license_key: "ACTV-PERP-KEYS-0001", hardware_id: "Laptop-1" } },
    });
    expect(await outcomeOf(call("check-license", "disabledLicense"))).toBe("ok");
    mock.faults.clear();
    mock.faults.add({ kind: "answer-of", of: { endpoint: "products" } });
    mock.faults.add({ kind: "replay" });
    const body = JSON.stringify({ ...mock.roles.activeKeyLicense, api_key: "x", date: "x", signature: "x" });
    const address = "https://x.test/api/v4/activate_offline";
    expect((await mock.fetch(address, { method: "POST", body })).status).toBe(400);
    expect(mock.faults.unused()).toHaveLength(2);
  });
});
