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
  return { "hmac.json": hmacVectors(), "license-signature.json": v1Vectors(), "body-signature.json": v2Vectors() };
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
  return {
    about: "signature = base64(HMAC-SHA256(sharedKey, 'licenseSpring' LF 'date: ' date)), for the Authorization header",
    origin: `${origin}; the first: documented: request signature`,
    vectors: [published, ...others].map(({ name, sharedKey, date }) => {
      const signingString = `licenseSpring\ndate: ${date}`;
      return { name, sharedKey, date, signingString, signature: hmac(sharedKey, signingString) };
    }),
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
