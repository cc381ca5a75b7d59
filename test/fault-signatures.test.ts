import { constants, createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { verifySignature } from "../src/api/cryptography.ts";
import type { EndpointName } from "../src/api/endpoints.ts";
import { licenseSignatureText, offlineLicenseText } from "../src/api/signature.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import type { FaultKind, FaultSpec } from "../src/mock/faults/kinds.ts";
import { withServer } from "./control-server.ts";
import { rawAnswer } from "./raw-answer.ts";

let mock: Mock;
beforeEach(() => {
  mock = createMock();
});

const last = () => mock.journal.entries({ last: 1 })[0];

const answerOf = (endpoint: EndpointName, role: string, fields: object = {}) => rawAnswer(mock, endpoint, role, fields);

const covered = (
  { license_key = "", validity_period = null }: Record<string, string | null>,
  hardware_id = "Laptop-1",
) => licenseSignatureText({ hardware_id, id: String(license_key), validity_period });

describe("a signature of the right bytes by the mock's key", () => {
  const add = (kind: FaultKind) => mock.faults.add({ kind } as FaultSpec);
  const check = () => answerOf("check-license", "activeKeyLicense");
  const isBy = (algorithm: string, text: string, signature: string, options = {}) =>
    verify(
      algorithm,
      Buffer.from(text),
      { key: createPublicKey(mock.publicKey), ...options },
      Buffer.from(signature, "base64"),
    );

  test("can be one with SHA-1", async () => {
    add("sha1-signature");
    const { text, signature } = await check();
    expect(isBy("sha1", text, signature)).toBe(true);
    expect(isBy("sha256", text, signature)).toBe(false);
  });

  test("can have the form RSA-PSS", async () => {
    add("pss-signature");
    const { text, signature } = await check();
    const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    expect(isBy("sha256", text, signature, pss)).toBe(true);
    expect(isBy("sha256", text, signature)).toBe(false);
  });

  test("is by the key that the mock was given", async () => {
    const other = createMock();
    const { privateKey, publicKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    mock = createMock({ signingKey: { privateKey, publicKey } });
    add("sha1-signature");
    const { text, signature } = await check();
    expect(isBy("sha1", text, signature)).toBe(true);
    expect(mock.nextPublicKey).toBe(other.nextPublicKey);
  });
});

describe("the next key", () => {
  test("is another one than the mock's, and everybody can have both", async () => {
    expect(mock.nextPublicKey).not.toBe(mock.publicKey);
    await withServer({ serve: { controlToken: "a-long-control-token" } }, async (_control, { url }) => {
      const keyAt = async (query: string) => (await fetch(`${url}/__mock/public-key${query}`)).text();
      expect(await keyAt("")).toBe(mock.publicKey);
      expect(await keyAt("?key=next")).toBe(mock.nextPublicKey);
      expect(await keyAt("?key=nest")).toContain('query/key: found \\"nest\\", did you mean next?');
    });
  });

  test("signs inside too, and fits nothing of the mock's own key", async () => {
    mock.faults.add({ kind: "rotated-key-signature" });
    const { text, licenses, signature } = await answerOf("check-license", "timeLimitedLicense");
    const [license = {}] = licenses;
    for (const [key, fits] of [
      [mock.nextPublicKey, true],
      [mock.publicKey, false],
    ] as const) {
      expect(await verifySignature(key, text, signature)).toBe(fits);
      expect(await verifySignature(key, covered(license), license.license_signature ?? "")).toBe(fits);
    }
  });

  test("signs refusals, and offline answers around their licenses", async () => {
    mock.faults.add({ kind: "rotated-key-signature" });
    const refused = await answerOf("check-license", "disabledLicense");
    expect(refused.output).toMatchObject({ code: "license_not_enabled" });
    expect(await verifySignature(mock.nextPublicKey, refused.text, refused.signature)).toBe(true);
    const { output } = await answerOf("activate-offline", "offlineLicense");
    expect(await verifySignature(mock.nextPublicKey, offlineLicenseText(output), output.license_signature_v2)).toBe(
      true,
    );
  });
});

describe("the signature inside a license", () => {
  const cases: [EndpointName, string][] = [
    ["check-license", "timeLimitedLicense"],
    ["activate-offline", "offlineLicense"],
    ["activate-bundle-offline", "bundleLicense"],
    ["check-bundle", "bundleLicense"],
  ];

  test.each(cases)("of %s is damaged in one byte, while all around it fits", async (endpoint, role) => {
    const right = await answerOf(endpoint, role);
    mock.faults.add({ kind: "damaged-license-signature" });
    const { text, output, licenses, signature } = await answerOf(endpoint, role);
    expect(licenses.length).toBeGreaterThan(0);
    for (const license of licenses) {
      const bytes = Buffer.from(license.license_signature ?? "", "base64");
      expect(bytes).toHaveLength(256);
      expect(await verifySignature(mock.publicKey, covered(license), license.license_signature ?? "")).toBe(false);
      bytes[128] = (bytes[128] ?? 0) ^ 1;
      expect(await verifySignature(mock.publicKey, covered(license), bytes.toString("base64"))).toBe(true);
    }
    await requireRightAround(text, output, signature);
    expect(Object.keys(output)).toEqual(Object.keys(right.output));
  });

  test.each(cases)("of %s is missing, while all around it fits", async (endpoint, role) => {
    mock.faults.add({ kind: "missing-license-signature" });
    const { text, output, licenses, signature } = await answerOf(endpoint, role);
    for (const license of licenses) expect(license).not.toHaveProperty("license_signature");
    await requireRightAround(text, output, signature);
  });

  async function requireRightAround(text: string, output: Record<string, string>, signature: string) {
    expect(await verifySignature(mock.publicKey, text, signature)).toBe(true);
    const { license_signature_v2, bundle_signature_v2, licenses } = output;
    if (license_signature_v2 !== undefined)
      expect(await verifySignature(mock.publicKey, offlineLicenseText(output), license_signature_v2)).toBe(true);
    if (bundle_signature_v2 !== undefined)
      expect(await verifySignature(mock.publicKey, JSON.stringify(licenses), bundle_signature_v2)).toBe(true);
  }

  test.each(["damaged-license-signature", "missing-license-signature"] as const)(
    "%s says where there is none",
    async (kind) => {
      const add = () => mock.faults.add({ kind, endpoint: ["check-license", "products"] });
      expect(add).toThrow("fault/endpoint: answers of products have no license_signature inside, expected one of");
      mock.faults.add({ kind });
      await answerOf("check-license", "disabledLicense");
      expect(last()?.why).toContain("fault 1 changed nothing: the answer holds no license");
    },
  );
});
