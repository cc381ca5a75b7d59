import { createHmac, sign } from "node:crypto";
import { readFileSync } from "node:fs";

// Made with OpenSSL's primitives alone, so that they prove the kit's own code instead of repeating it.

const key = (half: string) =>
  readFileSync(new URL(`../../fixtures/keys/test-key.${half}.pem`, import.meta.url), "utf8");
const origin = "made for this project with its test key, by OpenSSL";
const rsa = (text: string) => sign("sha256", Buffer.from(text), key("private")).toString("base64");
const hmac = (sharedKey: string, text: string) => createHmac("sha256", sharedKey).update(text).digest("base64");

/** The language-neutral vectors by file name: what a client must compute, accept and reject. */
export function generateVectors(): Record<string, unknown> {
  return {
    "hmac.json": hmacVectors(),
    "license-signature.json": v1Vectors(),
    "body-signature.json": v2Vectors(),
    "offline.json": offlineVectors(),
  };
}

function hmacVectors(): unknown {
  const published = {
    name: "the documentation's own example",
    sharedKey: "kw4qSnpSwXzgiv5yxYpZZmFEd9QAeiKTQ6OuyMja",
    date: "Tue, 07 Jun 2011 20:51:35 GMT",
  };
  const others = [
    { name: "a single-digit day", sharedKey: "shared", date: "Sun, 01 Nov 2026 00:00:00 GMT" },
    { name: "a shared key beyond ASCII", sharedKey: "schlüssel-鍵", date: "Sun, 22 Nov 2026 01:52:00 GMT" },
    { name: "a date that ends in UTC", sharedKey: "shared", date: "Sun, 22 Nov 2026 01:52:00 UTC" },
  ];
  const valid = [published, ...others].map(({ name, sharedKey, date }) => {
    const signingString = `licenseSpring\ndate: ${date}`;
    return { name, sharedKey, date, signingString, signature: hmac(sharedKey, signingString), accept: true };
  });
  const [first] = valid;
  const { sharedKey = "", signingString = "", signature = "" } = first ?? {};
  const tampered = [
    { ...first, name: "another date under the old signature", date: "Tue, 07 Jun 2011 20:51:36 GMT" },
    { ...first, name: "signed with another key", signature: hmac("another", signingString) },
    { ...first, name: "hex in place of base64", signature: Buffer.from(signature, "base64").toString("hex") },
    { ...first, name: "a trailing newline was signed", signature: hmac(sharedKey, `${signingString}\n`) },
    { ...first, name: "the first line was left out", signature: hmac(sharedKey, signingString.split("\n")[1] ?? "") },
    { ...first, name: "cut short", signature: signature.slice(0, -4) },
  ].map((vector) => ({ ...vector, accept: false }));
  return {
    about: "signature = base64(HMAC-SHA256(sharedKey, 'licenseSpring' LF 'date: ' date)), for the Authorization header",
    origin: `${origin}; the first: documented: request signature`,
    vectors: [...valid, ...tampered],
  };
}

function v1Vectors(): unknown {
  const end = "2030-06-15T00:00:00.000Z";
  const valid = [
    { name: "a key-based license with an end", hardwareId: "Laptop-1", id: "ACTV-PERP-KEYS-0001", validityPeriod: end },
    { name: "a license without an end", hardwareId: "Laptop-1", id: "ACTV-PERP-KEYS-0001", validityPeriod: null },
    {
      name: "a user whose email has a suffix",
      hardwareId: "PC 7",
      id: "ada@example.test",
      validityPeriod: end,
      username: "ada@example.test|4711",
    },
  ].map((facts) => {
    const text = `${facts.hardwareId}#${facts.id}#${facts.validityPeriod ?? ""}`.toLowerCase();
    return { ...facts, text, signature: rsa(text), accept: true };
  });
  const [first] = valid;
  const upperCase = `Laptop-1#ACTV-PERP-KEYS-0001#${end}`;
  const tampered = [
    { ...first, name: "a later end under an old signature", validityPeriod: "2040-06-15T00:00:00.000Z" },
    { ...first, name: "another device", hardwareId: "Laptop-2" },
    { ...first, name: "another license key", id: "ACTV-PERP-KEYS-0002" },
    { ...first, name: "signed without lower-casing", text: upperCase, signature: rsa(upperCase) },
    {
      ...first,
      name: "signed with a date instead of a full instant",
      signature: rsa("laptop-1#actv-perp-keys-0001#2030-06-15"),
    },
    { ...first, name: "an empty signature", signature: "" },
  ].map((vector) => ({ ...vector, accept: false }));
  return {
    about:
      "license_signature = base64(RSA-SHA256 PKCS#1 v1.5 over lower(hardware id '#' id '#' validity_period)); id is the username up to its first '|' where one was sent, else the license key; an absent end is an empty text",
    origin,
    publicKey: key("public"),
    vectors: [...valid, ...tampered],
  };
}

function v2Vectors(): unknown {
  const valid = [
    { name: "an object", body: '{"id":1000000000000022,"total_consumptions":13}' },
    { name: "an error", body: '{"status":400,"code":"license_not_found","message":"There is no such license"}' },
    { name: "a list", body: '[{"variable":"theme","value":"dark"}]' },
    { name: "a bare text", body: "license_deactivated" },
    { name: "an empty body", body: "" },
    { name: "letters beyond ASCII, as UTF-8", body: '{"name":"Größe 鍵 🔑"}' },
  ].map((vector) => ({ ...vector, signature: rsa(vector.body), accept: true }));
  const [first] = valid;
  const tampered = [
    { ...first, name: "a changed number", body: '{"id":1000000000000022,"total_consumptions":3}' },
    {
      ...first,
      name: "the same JSON with spaces: other bytes",
      body: '{"id": 1000000000000022, "total_consumptions": 13}',
    },
    { ...first, name: "the same JSON in another order", body: '{"total_consumptions":13,"id":1000000000000022}' },
    { ...first, name: "a trailing newline", body: `${first?.body}\n` },
    { ...first, name: "the signature of another body", signature: rsa("{}") },
    { ...first, name: "a signature that is no base64", signature: "not base64!" },
    { ...first, name: "no signature", signature: "" },
  ].map((vector) => ({ ...vector, accept: false }));
  return {
    about: "LicenseSignature header = base64(RSA-SHA256 PKCS#1 v1.5 over the exact bytes of the body)",
    origin,
    publicKey: key("public"),
    vectors: [...valid, ...tampered],
  };
}

/** Requests that a server must take or refuse, and answers that a client must. */
function offlineVectors(): unknown {
  const apiKey = "0a1b2c3d-9999-4d01-b42d-00c04fc964ff";
  const sharedKey = "test-shared-key-of-the-offline-vectors";
  const claims = { license_key: "OFFL-INEX-KEYS-0001", hardware_id: "Laptop-1" };
  const date = "Sun, 22 Nov 2026 01:52:00 GMT";
  const lines = offlineLines(claims, date, apiKey);
  const payload = { product: "key-app", ...claims, date, api_key: apiKey, request: "activation" };
  const flat = (signature: string, change = {}) =>
    Buffer.from(JSON.stringify({ ...payload, ...change, signature })).toString("base64");
  const compact = JSON.stringify({ ...payload, schema_version: 2 });
  const spaced = compact.replaceAll('":', '": ').replaceAll(',"', ', "');
  const wrap = (request: string, signature: string) =>
    Buffer.from(`{"request":${request},"signature":${JSON.stringify(signature)}}`).toString("base64");
  const right = hmac(sharedKey, lines);
  return {
    about:
      "requests: base64 of JSON; flat: signature over five lines (licenseSpring; 'date: ' date; key or username; hardware id; API key); wrapped: signature over the very text of request. answers: offline_signature over the same five lines with the answer's date; license_signature_v2 over the compact JSON without both license signatures; bundle_signature_v2 over the compact JSON of licenses",
    origin,
    publicKey: key("public"),
    sharedKey,
    requests: [
      { name: "flat", body: flat(right), signedText: lines, accept: true },
      { name: "wrapped, compact", body: wrap(compact, hmac(sharedKey, compact)), signedText: compact, accept: true },
      { name: "wrapped, with blanks", body: wrap(spaced, hmac(sharedKey, spaced)), signedText: spaced, accept: true },
      {
        name: "flat, another device under the old signature",
        body: flat(right, { hardware_id: "Laptop-2" }),
        accept: false,
      },
      { name: "flat, signed with another key", body: flat(hmac("another", lines)), accept: false },
      { name: "flat, signed in hex", body: flat(Buffer.from(right, "base64").toString("hex")), accept: false },
      {
        name: "wrapped, signed over another spelling of the same JSON",
        body: wrap(spaced, hmac(sharedKey, compact)),
        accept: false,
      },
      {
        name: "wrapped, changed after it was signed",
        body: wrap(compact.replace("Laptop-1", "Laptop-2"), hmac(sharedKey, compact)),
        accept: false,
      },
    ],
    answers: offlineAnswers(claims, apiKey, sharedKey),
  };
}

function offlineLines(claims: { license_key: string; hardware_id: string }, date: string, apiKey: string): string {
  return ["licenseSpring", `date: ${date}`, claims.license_key, claims.hardware_id, apiKey].join("\n");
}

function offlineAnswers(
  claims: { license_key: string; hardware_id: string },
  apiKey: string,
  sharedKey: string,
): unknown[] {
  const date = "Sun, 22 Nov 2026 01:53:00 GMT";
  const lines = offlineLines(claims, date, apiKey);
  const license = {
    id: 1_000_000_000_000_022,
    ...claims,
    validity_period: "2030-06-15T00:00:00.000Z",
    date,
    offline_signature: hmac(sharedKey, lines),
  };
  const license_signature = rsa(`${claims.hardware_id}#${claims.license_key}#${license.validity_period}`.toLowerCase());
  const whole = { ...license, license_signature, license_signature_v2: rsa(JSON.stringify(license)) };
  const licenses = [{ ...license, license_signature }];
  const bundle = { licenses, bundle_signature_v2: rsa(JSON.stringify(licenses)) };
  return [
    { name: "a license", body: JSON.stringify(whole), accept: true },
    {
      name: "a later end under the old signatures",
      body: JSON.stringify({ ...whole, validity_period: "2040-06-15T00:00:00.000Z" }),
      accept: false,
    },
    {
      name: "another date under the old offline_signature",
      body: JSON.stringify({ ...whole, date: "Mon, 23 Nov 2026 01:53:00 GMT" }),
      accept: false,
    },
    { name: "a field more", body: JSON.stringify({ ...whole, max_activations: 99 }), accept: false },
    {
      name: "v2 signed with the v1 signature left in",
      body: JSON.stringify({ ...whole, license_signature_v2: rsa(JSON.stringify({ ...license, license_signature })) }),
      accept: false,
    },
    { name: "a bundle", body: JSON.stringify(bundle), accept: true },
    {
      name: "a bundle with a license more",
      body: JSON.stringify({ ...bundle, licenses: [...licenses, ...licenses] }),
      accept: false,
    },
  ];
}
