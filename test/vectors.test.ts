import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { portableCryptography, verifySignature } from "../src/api/cryptography.ts";
import { licenseSignatureText, offlineLicenseText, offlineText } from "../src/api/signature.ts";
import { createMock } from "../src/mock/create-mock.ts";
import { fieldsOfRole } from "./roles.ts";

const { publicKey, sharedKey, requests, answers } = JSON.parse(
  readFileSync(new URL("../fixtures/vectors/offline.json", import.meta.url), "utf8"),
);
const [{ body: firstBody }] = requests;
const { api_key } = JSON.parse(Buffer.from(firstBody, "base64").toString());

describe("offline requests", () => {
  test.each(requests as { name: string; body: string; accept: boolean }[])("$name", async ({ body, accept }) => {
    const mock = createMock({ auth: "off" });
    const [company] = mock.tables.companies.all();
    const key = { revoked: false, readOnly: false, products: null };
    mock.tables.apiKeys.add({
      id: mock.tables.nextId(),
      companyId: company?.id ?? 0,
      apiKey: api_key,
      sharedKey,
      ...key,
    });
    const response = await mock.fetch("https://x.test/api/v4/activate_offline", { method: "POST", body });
    const { code = "ok" } = (await response.json()) as { code?: string };
    expect(code).toBe(accept ? "ok" : "offline_signature_mismatch");
  });
});

describe("offline answers", () => {
  test.each(answers as { name: string; body: string; accept: boolean }[])("$name", async ({ body, accept }) => {
    const answer = JSON.parse(body);
    expect(await isGenuine(answer)).toBe(accept);
  });
});

/** What a client does with the file that it was given. */
// biome-ignore lint/suspicious/noExplicitAny: the vectors are JSON
async function isGenuine(answer: any): Promise<boolean> {
  const licenses = answer.licenses ?? [answer];
  const text = answer.licenses ? JSON.stringify(answer.licenses) : offlineLicenseText(answer);
  const whole = answer.licenses ? answer.bundle_signature_v2 : answer.license_signature_v2;
  const verdicts = [await verifySignature(publicKey, text, whole)];
  for (const license of licenses) {
    const { hardware_id, license_key: id, validity_period } = license;
    const facts = licenseSignatureText({ hardware_id, id, validity_period });
    verdicts.push(await verifySignature(publicKey, facts, license.license_signature));
    verdicts.push(
      portableCryptography.hmac(sharedKey, offlineText({ ...license, api_key })) === license.offline_signature,
    );
  }
  return verdicts.every(Boolean);
}

test("the role that the vectors are about is in the default world", () => {
  expect(fieldsOfRole("offlineLicense")).toMatchObject({ license_key: "OFFL-INEX-KEYS-0001", hardware_id: "Laptop-1" });
});
