import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { authorize, signingString } from "../src/api/authorization.ts";
import { type Cryptography, portableCryptography } from "../src/api/cryptography.ts";
import { nodeCryptography } from "../src/doors/node-cryptography.ts";
import { createMock, type MockOptions } from "../src/mock/create-mock.ts";

const vectors = (name: string): VectorFile =>
  JSON.parse(readFileSync(new URL(`../fixtures/vectors/${name}`, import.meta.url), "utf8"));
interface VectorFile {
  // biome-ignore lint/suspicious/noExplicitAny: each file's vectors have fields of their own
  vectors: any[];
}
const cryptographies: [string, Cryptography][] = [
  ["portable", portableCryptography],
  ["node", nodeCryptography],
];

describe.each(cryptographies)("the %s cryptography", (_name, cryptography) => {
  test.each(vectors("hmac.json").vectors)(
    "judges the vector: $name",
    ({ date, sharedKey, signature, accept, ...vector }) => {
      if (accept) expect(signingString(date)).toBe(vector.signingString);
      expect(cryptography.hmac(sharedKey, signingString(date)) === signature).toBe(accept);
    },
  );

  test("signs what the public key verifies, the same each time", async () => {
    const privateKey = readFileSync(new URL("../fixtures/keys/test-key.private.pem", import.meta.url), "utf8");
    const sign = cryptography.createSigner(privateKey);
    const [vector] = vectors("body-signature.json").vectors;
    expect(await sign(vector.body)).toBe(vector.signature);
  });
});

test("the published header is written for the published date", () => {
  const [{ sharedKey, date, signature }] = vectors("hmac.json").vectors;
  expect(authorize({ apiKey: "key", sharedKey }, new Date(date))).toEqual({
    Date: date,
    Authorization: `algorithm="hmac-sha256",headers="date",signature="${signature}",apikey="key"`,
  });
});

const now = Date.parse("2026-11-22T12:00:00.000Z");
const date = new Date(now).toUTCString();

/** What a call with these headers answers. */
async function answerTo(headers: Record<string, string>, options: MockOptions = {}) {
  const mock = createMock({ wallClock: () => now, ...options });
  const { about: _about, facts: _facts, ...fields } = mock.roles.activeKeyLicense ?? { about: "" };
  const query = new URLSearchParams(fields as Record<string, string>);
  const response = await mock.fetch(`https://x.test/api/v4/check_license?${query}`, { headers });
  const body = (await response.json()) as { code?: string };
  const [entry] = mock.journal.entries();
  return {
    status: response.status,
    outcome: body.code ?? "ok",
    explanation: response.headers.get("X-Mock-Explain"),
    findings: entry?.findings,
  };
}

const { credentials } = createMock();
const sign = (text: string, sharedKey = credentials.sharedKey) => portableCryptography.hmac(sharedKey, text);
const signed = (signature: string) =>
  `algorithm="hmac-sha256",headers="date",signature="${signature}",apikey="${credentials.apiKey}"`;

describe("an Authorization header", () => {
  const signature = sign(signingString(date));
  const { apiKey } = credentials;
  test.each([
    ["without spaces", signed(signature)],
    ["with a space after each comma", signed(signature).replaceAll(",", ", ")],
    ["with apiKey in camel case", signed(signature).replace("apikey", "apiKey")],
    ["with names in capitals", signed(signature).replace(/[a-z]+=/g, (name) => name.toUpperCase())],
    ["in another order", `apikey="${apiKey}",signature="${signature}",headers="date",algorithm="hmac-sha256"`],
    ["with the algorithm in capitals", signed(signature).replace("hmac-sha256", "HMAC-SHA256")],
  ])("is taken %s", async (_name, Authorization) => {
    expect(await answerTo({ Date: date, Authorization })).toMatchObject({ outcome: "ok" });
  });

  test.each([
    ["Sun, 22 Nov 2026 12:00:00 UTC"],
    ["Sun, 22 Nov 2026 12:00:00 +0000"],
    ["2026-11-22T12:00:00Z"],
    ["Sun Nov 22 2026 12:00:00 GMT+0000"],
  ])("is verified over the date to the letter: %s", async (text) => {
    expect(await answerTo({ Date: text, Authorization: signed(sign(signingString(text))) })).toMatchObject({
      outcome: "ok",
    });
  });

  test.each(["", "algorithm", 'algorithm=hmac-sha256,apikey="a"', 'apikey="a";signature="b"', "Bearer"])(
    "that is malformed is refused: %j",
    async (Authorization) => {
      expect(await answerTo({ Date: date, Authorization })).toMatchObject({ outcome: "authorization_invalid_headers" });
    },
  );
});

describe("a Date header", () => {
  const minutesOff = (minutes: number) => new Date(now + minutes * 60_000).toUTCString();
  test.each([
    [-15, "ok"],
    [15, "ok"],
    [-16, "date_header_diff"],
    [16, "date_header_diff"],
  ])("%i minutes off is %s", async (minutes, outcome) => {
    const text = minutesOff(minutes);
    expect(await answerTo({ Date: text, Authorization: signed(sign(signingString(text))) })).toMatchObject({ outcome });
  });

  test("is judged by the wall clock, so moving the mock's time locks nobody out", async () => {
    const headers = { Date: date, Authorization: signed(sign(signingString(date))) };
    expect(await answerTo(headers, { clock: "2036-01-01T00:00:00Z" })).toMatchObject({ outcome: "ok" });
  });

  test("may be further off where the policy says so", async () => {
    const text = minutesOff(-60);
    const headers = { Date: text, Authorization: signed(sign(signingString(text))) };
    expect(await answerTo(headers, { policy: { dateSkewMinutes: 90 } })).toMatchObject({ outcome: "ok" });
  });

  test.each([
    [15, "ok"],
    [60 * 24, "ok"],
    [-15, "ok"],
    [-16, "date_header_diff"],
  ])("may be as far ahead as it likes where the policy says so: %i minutes off is %s", async (minutes, outcome) => {
    const text = minutesOff(minutes);
    const headers = { Date: text, Authorization: signed(sign(signingString(text))) };
    expect(await answerTo(headers, { policy: { dateAhead: "any" } })).toMatchObject({ outcome });
  });

  test("that looks like a local time is told so", async () => {
    const text = minutesOff(-300);
    const { explanation } = await answerTo({ Date: text, Authorization: signed(sign(signingString(text))) });
    expect(explanation).toMatch(/300 minutes behind the server.*looks like a local time/);
  });
});

describe("a wrong signature is explained:", () => {
  const hex = Buffer.from(sign(signingString(date)), "base64").toString("hex");
  const otherDate = "2026-11-22T12:00:00.000Z";
  test.each([
    ["hex", hex, "the signature is hex, expected base64"],
    ["base64 of hex", btoa(hex), "the signature is hex, expected base64"],
    ["a trailing newline", sign(`${signingString(date)}\n`), "a trailing newline was signed"],
    ["no first line", sign(`date: ${date}`), "the first line, licenseSpring, was left out"],
    ["the wrong key", sign(signingString(date), "wrong"), "a wrong shared key, or a Date that was altered on the way"],
    ["the API key as shared key", sign(signingString(date), credentials.apiKey), "the API key was used in place"],
    [
      "another key's shared key",
      sign(signingString(date), "test-shared-key-of-the-revoked-api-key-01"),
      "the shared key belongs to the API key 0a1b2c3d-1111",
    ],
    ["another form of the date", sign(signingString(otherDate)), "the client signed 2026-11-22T12:00:00.000Z"],
    ["no digest at all", "c2lnbmVk", "the signature is not the base64 of a SHA-256 digest"],
  ])("%s", async (_name, signature, cause) => {
    const answer = await answerTo({ Date: date, Authorization: signed(signature) });
    expect(answer).toMatchObject({ status: 401, outcome: "signature_mismatch" });
    expect(answer.explanation).toContain(cause);
    expect(answer.explanation).toContain(
      String.raw`signed here: "licenseSpring\ndate: ${date}"; Date received: "${date}"`,
    );
  });

  test("with the status that the policy names", async () => {
    const headers = { Date: date, Authorization: signed("c2lnbmVk") };
    expect(await answerTo(headers, { policy: { signatureMismatchStatus: 400 } })).toMatchObject({ status: 400 });
  });
});

describe("the auth mode", () => {
  const wrong = { Date: date, Authorization: signed("c2lnbmVk") };
  test.each([
    ["verify", {}, "missing_headers"],
    ["verify", wrong, "signature_mismatch"],
    ["headers", {}, "missing_headers"],
    ["headers", { Date: "x", Authorization: "x" }, "ok"],
    ["auto", {}, "ok"],
    ["auto", { Authorization: signed("c2lnbmVk") }, "ok"],
    ["auto", wrong, "signature_mismatch"],
    ["off", {}, "ok"],
    ["off", wrong, "ok"],
  ] as const)("%s with %j answers %s", async (auth, headers, outcome) => {
    expect(await answerTo(headers, { auth })).toMatchObject({ outcome });
  });

  test("auto notes what it let through", async () => {
    expect((await answerTo({ Accept: "*/*" }, { auth: "auto" })).findings).toEqual([
      'Date, Authorization: missing, let through by auth mode "auto"',
    ]);
  });

  test("auto is named where a header is missing", async () => {
    expect((await answerTo({})).explanation).toContain('"auto"');
  });
});

test("an unsigned call passes where the policy says so", async () => {
  const headers = { Date: date, Authorization: `apikey="${credentials.apiKey}"` };
  expect(await answerTo(headers)).toMatchObject({ outcome: "authorization_missing_params" });
  expect(await answerTo(headers, { policy: { unsigned: "accept" } })).toMatchObject({ outcome: "ok" });
});

test("an API key of a company that takes access tokens only is refused with status 400", async () => {
  const { apiKey = "", sharedKey = "" } = createMock().roles.oauthRequiredKey ?? { about: "" };
  const signature = sign(signingString(date), String(sharedKey));
  const headers = { Date: date, Authorization: signed(signature).replace(credentials.apiKey, String(apiKey)) };
  expect(await answerTo(headers)).toMatchObject({ status: 400, outcome: "oauth_required" });
});
