import { describe, expect, test } from "vitest";
import { portableCryptography } from "../../src/api/cryptography.ts";
import { offlineText } from "../../src/api/signature.ts";
import { encodeText } from "../../src/api/write-offline-request.ts";
import type { WorldFile } from "../../src/generated/types.ts";
import { createMock } from "../../src/mock/create-mock.ts";
import { clientOf, lastFindings } from "../calls.ts";

const clock = "2026-11-22T12:00:00.000Z";
const key = "TEST-TEST-TEST-0001";
const claims = { product: "p", hardware_id: "h", license_key: key, date: "d" };
const world: WorldFile = {
  companies: [{ name: "c" }, { name: "other" }],
  apiKeys: [
    { apiKey: "a", sharedKey: "s" },
    { apiKey: "gone", sharedKey: "s", revoked: true },
    { apiKey: "q-only", sharedKey: "s", products: ["q"] },
    { apiKey: "theirs", sharedKey: "s", company: "other" },
  ],
  oauthClients: [
    { clientId: "client", clientSecret: "new", previousSecret: "old", previousSecretUntil: "+1h" },
    { clientId: "single", clientSecret: "new", previousSecretUntil: "+1h" },
    { clientId: "theirs", clientSecret: "new", company: "other" },
  ],
  products: [{ code: "p" }, { code: "q" }],
  licenses: [
    {
      ...{ product: "p", licenseKey: key, offlineActivation: true, trial: true, metadata: { plan: "gold" } },
      features: [{ code: "over", expiresAt: "-1d" }, { code: "runs" }, { code: "counts", consumption: { max: 9 } }],
    },
  ],
};

/** Sends a payload, flat or wrapped, with the signature of a secret over the text that is given or the usual one. */
async function send(payload: Record<string, unknown>, secret = "s", { text, form = "flat", wait = 0 }: Sent = {}) {
  const mock = createMock({ auth: "off", clock, world });
  mock.clock.advance({ ms: wait });
  const request = JSON.stringify(payload);
  const covered = text ?? (form === "flat" ? offlineText(payload as never) : request);
  const signature = portableCryptography.hmac(secret, covered);
  const whole =
    form === "flat" ? JSON.stringify({ signature, ...payload }) : `{"request":${request},"signature":"${signature}"}`;
  const url = "https://x.test/api/v4/activate_offline";
  const response = await mock.fetch(url, { method: "POST", body: encodeText(whole) });
  const answer = await response.text();
  const { explanation, input } = mock.journal.entries()[0] ?? {};
  return { ...(response.ok ? { code: "ok", message: "" } : JSON.parse(answer)), explanation, input, answer };
}

interface Sent {
  readonly text?: string;
  readonly form?: "flat" | "wrapped";
  readonly wait?: number;
}

describe("an offline request is signed", () => {
  const both = { ...claims, api_key: "a", username: "ada@x.test" };
  const byName = offlineText({ ...both, license_key: "ada@x.test" });

  test.each<[string, Record<string, unknown>, string, Sent, string]>([
    ["by the shared key of its API key", { ...claims, api_key: "a" }, "s", {}, "ok"],
    ["by another secret", { ...claims, api_key: "a" }, "x", {}, "offline_signature_mismatch"],
    ["over the key, where it names a user too", both, "s", {}, "ok"],
    ["over the user, where it names a key too", both, "s", { text: byName }, "ok"],
    [
      "over nobody",
      { ...claims, api_key: "a" },
      "s",
      { text: offlineText({ ...claims, license_key: "" }) },
      "offline_signature_mismatch",
    ],
    [
      "over the text of its payload, where that is wrapped",
      { ...claims, api_key: "a" },
      "s",
      { form: "wrapped" },
      "ok",
    ],
    [
      "over five lines, where its payload is wrapped",
      both,
      "s",
      { form: "wrapped", text: offlineText(both) },
      "offline_signature_mismatch",
    ],
    [
      "over the user, where its payload is wrapped",
      both,
      "s",
      { form: "wrapped", text: byName },
      "offline_signature_mismatch",
    ],
    ["by a client's secret", { ...claims, client_id: "client" }, "new", {}, "ok"],
    ["by a client's id", { ...claims, client_id: "client" }, "client", {}, "ok"],
    [
      "by a client's secret of before, to the last",
      { ...claims, client_id: "client" },
      "old",
      { wait: 3_599_999 },
      "ok",
    ],
    [
      "by a client's secret of before, when it is over",
      { ...claims, client_id: "client" },
      "old",
      { wait: 3_600_000 },
      "offline_signature_mismatch",
    ],
    [
      "by no secret of before, where there was none",
      { ...claims, client_id: "single" },
      "null",
      {},
      "offline_signature_mismatch",
    ],
    [
      "by a key that is limited to other products",
      { ...claims, api_key: "q-only" },
      "s",
      {},
      "api_key_product_not_allowed",
    ],
  ])("%s", async (_how, payload, secret, sent, code) => {
    const { explanation, ...answered } = await send(payload, secret, sent);
    expect(answered.code).toBe(code);
    if (code === "offline_signature_mismatch") expect(explanation).toMatch(/^signed here: "(licenseSpring|\{)/);
  });

  test.each([
    [{ api_key: "none" }, "invalid_api_key", "the api_key inside"],
    [{ api_key: "theirs" }, "invalid_api_key", "the api_key inside"],
    [{ api_key: "gone" }, "revoked_api_key", "the api_key inside"],
    [{ client_id: "none" }, "invalid_api_key", "the client_id inside"],
    [{ client_id: "theirs" }, "invalid_api_key", "the client_id inside"],
  ])("by nobody who is known here: %j", async (account, code, explanation) => {
    expect(await send({ ...claims, ...account })).toMatchObject({ code, explanation });
  });

  test.each([
    [{ ...claims, api_key: "a", date: undefined }, "date"],
    [{ ...claims, api_key: "a", hardware_id: "", date: "" }, "hardware_id, date"],
    [claims, "api_key"],
    [{ ...claims, api_key: "a", license_key: undefined }, "license_key"],
    [{ ...claims, api_key: "a", signature: "" }, "signature"],
    [{ product: "p" }, "hardware_id, date, api_key, license_key"],
  ])("and names what the signature is made of: %j lacks %s", async (payload, missing) => {
    const { code, message } = await send(payload);
    expect(code).toBe("authorization_missing_params");
    expect(message).toMatch(new RegExp(`: ${missing}$`));
  });

  test("and is of the second version of its form where it is wrapped", async () => {
    const payload = { ...claims, api_key: "a" };
    expect((await send(payload, "s", { form: "wrapped" })).input).toMatchObject({ schema_version: 2 });
    expect((await send(payload)).input).not.toHaveProperty("schema_version");
  });
});

describe("the file of an offline activation", () => {
  test("has the features that run, and neither metadata as text nor an id that was not sent", async () => {
    const license = JSON.parse((await send({ ...claims, api_key: "a" })).answer);
    expect(license.product_features.map(({ code }: { code: string }) => code)).toEqual(["runs", "counts"]);
    expect(license).not.toHaveProperty("metadata_string");
    expect(license).not.toHaveProperty("request_id");
    const other = JSON.parse((await send({ ...claims, api_key: "a", request_id: "file-1" })).answer);
    expect(other.request_id).toBe("file-1");
  });

  test("is refused to a type that does not go offline, by its name", async () => {
    const type = "subscription" as const;
    const [license] = world.licenses;
    const mock = createMock({ world: { ...world, licenses: [{ ...license, product: "p", type, trial: false }] } });
    const call = clientOf(mock).call("activate-offline", { ...claims, api_key: "a" } as never);
    await expect(call).rejects.toMatchObject({
      message: expect.stringMatching(/: a subscription license cannot be activated offline$/),
    });
  });
});

describe("units of features", () => {
  const odd = "product_features: an item without code and consumptions was ignored";
  const units = async (...product_features: object[]) => {
    const mock = createMock({ world });
    await clientOf(mock).call("activate-offline", { ...claims, api_key: "a", product_features } as never);
    return { total: mock.world.features.find({ code: "counts" })?.consumption?.total, findings: lastFindings(mock) };
  };

  test.each([
    [{ code: "counts", consumptions: 2 }, 2, []],
    [{ feature: "counts", consumptions: 2 }, 2, []],
    [{ code: "counts" }, 0, [odd]],
    [{ consumptions: 2 }, 0, [odd]],
    [{ code: 5, consumptions: 2 }, 0, [odd]],
    [{ code: "counts", consumptions: "2" }, 0, [odd]],
  ])("%j count %i", async (item, total, findings) => {
    expect(await units(item)).toEqual({ total, findings: expect.arrayContaining(findings) });
    if (findings.length === 0) expect((await units(item)).findings).not.toContain(odd);
  });

  test("that the license has not are refused by the code of features", async () => {
    await expect(units({ code: "none", consumptions: 1 })).rejects.toMatchObject({
      code: "unsupported_product_feature",
    });
  });

  test("that are left out count none", async () => {
    const mock = createMock({ world });
    await clientOf(mock).call("activate-offline", { ...claims, api_key: "a" } as never);
    expect(lastFindings(mock)).toEqual([]);
  });
});
