import { describe, expect, test } from "vitest";
import { authorize } from "../src/api/authorization.ts";
import { portableCryptography } from "../src/api/cryptography.ts";
import { observe } from "../src/contract/observe.ts";
import type { ObservedRequest } from "../src/contract/observe-request.ts";
import { testPrivateKey, testPublicKey } from "../src/generated/fixtures.ts";
import { createMock } from "../src/mock/create-mock.ts";

const now = Date.parse("2026-01-15T12:00:00Z");
const mock = createMock({ clock: now, wallClock: () => now });
const { credentials, publicKey } = mock;

interface Call {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  /** Undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: ObservedRequest["body"];
}

const check = "product=key-app&license_key=ACTV-PERP-KEYS-0001&hardware_id=Laptop-1";

function requestOf({ method = "GET", path = "/api/v4/check_license", query, headers, body = "" }: Call) {
  const { Date: date, Authorization: authorization } = authorize(credentials, new Date(now));
  const all = { date, authorization, accept: "*/*", "content-type": "application/json", ...headers };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { method, path, query: query ?? (method === "GET" ? check : ""), headers: Object.fromEntries(given), body };
}

/** What is said of a call to the mock. */
async function calling(call: Call) {
  const request = requestOf(call);
  const answer = await mock.handle({ ...request, headers: (name) => request.headers[name] });
  return judged(call, answer);
}

/** What is said of a call that got this answer. */
function judged(call: Call, { status, headers, body }: { status: number; headers: object; body: string }) {
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const answer = { status, headers: lower, text: body, body: parsed(body) };
  return observe({ request: requestOf(call), answer, publicKey, now });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** An answer that any target could give, signed as the mock's are. */
async function answering(status: number, body: unknown, call: Call = {}, headers: object = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const licensesignature = await portableCryptography.createSigner(testPrivateKey)(text);
  const type = { "content-type": "application/json" };
  return judged(call, { status, headers: { ...type, licensesignature, ...headers }, body: text });
}

/** The good answer to a check. */
async function goodAnswer() {
  const request = requestOf({});
  return mock.handle({ ...request, headers: (name) => request.headers[name] });
}

test("there is nothing to say of a sound call", async () => {
  expect(publicKey).toBe(testPublicKey);
  expect(await calling({})).toEqual({ endpoint: "check-license", outcome: "ok", findings: [], drift: [], remarks: [] });
});

describe("a wrong request that the server refuses for it is remarked upon", () => {
  test.each<[string, Call, string, RegExp]>([
    [
      "an unknown path",
      { path: "/api/v4/check_licence" },
      "not_found",
      /the nearest path is \/api\/v4\/check_license$/,
    ],
    ["a wrong method", { method: "POST" }, "not_found", /takes GET only/],
    ["no Date", { headers: { date: undefined } }, "missing_headers", /no Date header/],
    ["no Authorization", { headers: { authorization: undefined } }, "missing_headers", /no Authorization header/],
    [
      "a malformed Authorization",
      { headers: { authorization: "Basic x" } },
      "authorization_invalid_headers",
      /malformed/,
    ],
    ["a Date that is none", { headers: { date: "soon" } }, "date_header_invalid", /"soon"/],
    ["an old Date", { headers: { date: "Thu, 15 Jan 2026 11:00:00 GMT" } }, "date_header_diff", /60 minutes behind/],
    ["a missing parameter", { query: "product=key-app&license_key=x" }, "missing_parameters", /hardware_id is missing/],
    ["a wrong type", { query: `${check}&license_id=first` }, "validation_error", /license_id must be number/],
    ["a field twice", { query: `${check}&product=x` }, "validation_error", /product is given twice/],
    ["nobody's license", { query: "product=key-app&hardware_id=h" }, "license_key_required", /whose license/],
    ["no JSON", { method: "POST", path: "/api/v4/add_consumption", body: "{" }, "invalid_json", /JSON/],
    [
      "an offline request that is no base64",
      { method: "POST", path: "/api/v4/activate_offline", body: "%%%" },
      "authorization_missing_params",
      /not base64/,
    ],
  ])("%s", async (_what, call, code, remark) => {
    const { outcome, findings, remarks } = await calling(call);
    expect({ outcome, findings }).toEqual({ outcome: code, findings: [] });
    expect(remarks).toContainEqual(expect.stringMatching(remark));
    expect(remarks).toContainEqual(expect.stringMatching(`^refused with ${code}: `));
  });
});

describe("a wrong request that the server takes is the client's finding", () => {
  test.each<[string, Call, RegExp]>([
    ["no Date", { headers: { date: undefined } }, /no Date header/],
    [
      "another algorithm",
      { headers: { authorization: 'algorithm="md5",headers="date",signature="x",apikey="y"' } },
      /"md5"/,
    ],
    ["a parameter near a documented one", { query: `${check}&hardwareId=x` }, /hardwareId/],
    ["a missing parameter", { query: "product=key-app&license_key=x" }, /hardware_id is missing/],
    [
      "a body over 1 MiB",
      { method: "POST", path: "/api/v4/add_consumption", body: { unreadable: "too_large" } },
      /1 MiB/,
    ],
  ])("%s", async (_what, call, found) => {
    const answer = await goodAnswer();
    const { findings } = await judged(call, answer);
    expect(findings.filter(({ suspect }) => suspect === "client")).toEqual([
      expect.objectContaining({ rule: "request", found: expect.stringMatching(found), written: expect.any(String) }),
    ]);
  });

  test("and it says which name was meant", async () => {
    const { findings } = await calling({ query: `${check}&hardwareId=x` });
    expect(findings).toEqual([expect.objectContaining({ expected: "hardware_id", suspect: "client" })]);
  });
});

test("what servers put up with is remarked upon", async () => {
  const { findings, remarks } = await calling({
    query: `${check}&mac_adddress=x&favourite_colour=red`,
    headers: { accept: undefined },
  });
  expect(findings).toEqual([]);
  expect(remarks).toEqual([
    "Accept: missing",
    "mac_adddress: an old name, clients should send mac_address",
    "favourite_colour: not documented, ignored by the API",
  ]);
});

describe("an answer that breaks the contract is the target's finding", () => {
  const rules = ({ findings }: Awaited<ReturnType<typeof judged>>) =>
    findings.map(({ rule, suspect }) => `${suspect}: ${rule}`);
  const error = (code: string, status = 400) => ({ status, code, message: "m" });

  test("a success without a required field", async () => {
    expect(rules(await answering(200, { id: 1 }))).toContain("target: schema");
  });
  test("an error that is not the API's", async () => {
    expect(rules(await answering(503, "<html>", {}, { "content-type": "text/html" }))).toEqual(["target: status"]);
  });
  test("an error of another shape", async () => {
    expect(rules(await answering(400, { ...error("license_not_found"), extra: 1 }))).toEqual(["target: schema"]);
  });
  test("a code that the endpoint's page does not list, known elsewhere or not", async () => {
    expect(rules(await answering(400, error("trial_not_allowed")))).toEqual(["target: code"]);
    expect(rules(await answering(400, error("gone_fishing")))).toEqual(["target: code"]);
  });
  test("a status that the code does not have", async () => {
    expect(rules(await answering(404, error("license_not_found", 404)))).toEqual(["target: status"]);
    expect(rules(await answering(400, error("signature_mismatch")))).toEqual([]);
  });
  test("another content type", async () => {
    const { findings } = await answering(400, error("license_not_found"), {}, { "content-type": "text/html" });
    expect(findings).toEqual([expect.objectContaining({ rule: "content-type", found: "text/html" })]);
  });
  test("a header signature that is missing or does not fit", async () => {
    const good = await goodAnswer();
    const { LicenseSignature, ...unsigned } = good.headers;
    expect(rules(await judged({}, { ...good, headers: unsigned }))).toEqual(["target: signature"]);
    expect(rules(await judged({}, { ...good, body: `${good.body} ` }))).toEqual(["target: signature"]);
    expect(LicenseSignature).toBeDefined();
  });
  test("a signature inside that covers another device than the one that asked", async () => {
    const good = await goodAnswer();
    const query = check.replace("Laptop-1", "Laptop-2");
    expect(rules(await judged({ query }, good))).toEqual(["target: embedded-signature"]);
  });
});

describe("an answer that goes beyond the documents drifts", () => {
  test("by a field", async () => {
    const { body } = await goodAnswer();
    const { drift, findings } = await answering(200, { ...JSON.parse(body), mood: "good" });
    expect({ drift, findings }).toEqual({
      drift: [{ kind: "undocumented-field", message: "check-license: /mood is not documented" }],
      findings: [],
    });
  });
  test("by a code, where no list of codes is known", async () => {
    const call = { path: "/api/v4/device_licenses", query: "product=key-app&hardware_id=Laptop-1" };
    const { drift, findings } = await answering(400, { status: 400, code: "gone_fishing", message: "m" }, call);
    expect({ kinds: drift.map(({ kind }) => kind), findings }).toEqual({ kinds: ["new-value"], findings: [] });
  });
  test("by a limit of the rate", async () => {
    expect(await answering(429, "slow down")).toMatchObject({ outcome: "http-429", findings: [] });
  });
});

test("calls that are not the License API's are let be", async () => {
  for (const path of ["/__mock/health", "/realms/user-portal/protocol/openid-connect/token"]) {
    const { findings, remarks } = await answering(200, {}, { path, query: "" });
    expect({ findings, remarks }).toEqual({ findings: [], remarks: [expect.stringContaining("not checked")] });
  }
});
