import { describe, expect, test } from "vitest";
import { authorize } from "../src/api/authorization.ts";
import { portableCryptography } from "../src/api/cryptography.ts";
import { errors } from "../src/api/errors.ts";
import type { Suspect } from "../src/contract/claim.ts";
import { observe } from "../src/contract/observe.ts";
import type { ObservedRequest } from "../src/contract/observed-request.ts";
import type { NoAnswer } from "../src/contract/send-request.ts";
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
  const given = Object.entries(headers).filter(([, value]) => value !== undefined);
  const lower = Object.fromEntries(given.map(([name, value]) => [name.toLowerCase(), value]));
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

type Said = Awaited<ReturnType<typeof judged>>;

/** Claims that are not as they should be. */
const departures = ({ claims }: Said) => claims.filter(({ verdict }) => verdict !== "held");

/** The same in few words: what became of each, who is suspected, and what it is about. */
const words = (said: Said) => departures(said).map(({ verdict, suspect, kind }) => `${verdict} ${suspect} ${kind}`);

test("every claim about a sound call holds, and there is nothing else to say", async () => {
  expect(publicKey).toBe(testPublicKey);
  const { claims, ...rest } = await calling({});
  expect(rest).toEqual({ endpoint: "check-license", outcome: "ok", remarks: [] });
  expect(new Set(claims.map(({ verdict }) => verdict))).toEqual(new Set(["held"]));
  expect(new Set(claims.map(({ kind }) => kind))).toEqual(new Set(["status", "body", "form", "signature", "about"]));
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
    const said = await calling(call);
    const { outcome, remarks } = said;
    expect({ outcome, departures: departures(said) }).toEqual({ outcome: code, departures: [] });
    expect(remarks).toContainEqual(expect.stringMatching(remark));
    expect(remarks).toContainEqual(expect.stringMatching(`^refused with ${code}: `));
  });
});

describe("a wrong request that the server takes breaks a documented claim on the client", () => {
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
    const { claims } = await judged(call, answer);
    expect(claims.filter(({ suspect }) => suspect === "client")).toEqual([
      expect.objectContaining({
        ...{ kind: "request", verdict: "failed", found: expect.stringMatching(found) },
        evidence: expect.stringMatching(/^documented: ./),
      }),
    ]);
  });

  test("and it says which name was meant", async () => {
    const said = await calling({ query: `${check}&hardwareId=x` });
    expect(departures(said)).toEqual([expect.objectContaining({ expected: "hardware_id", suspect: "client" })]);
  });
});

test("what servers put up with is remarked upon", async () => {
  const said = await calling({
    query: `${check}&mac_adddress=x&favourite_colour=red`,
    headers: { accept: undefined },
  });
  expect(departures(said)).toEqual([]);
  expect(said.remarks).toEqual([
    "Accept: missing",
    "mac_adddress: one page spells it so, others have mac_address",
    "favourite_colour: not documented, ignored by the API",
  ]);
});

const error = (code: string, status = 400) => ({ status, code, message: "m" });

describe("an answer that breaks an inviolable or documented claim is the target's failure", () => {
  test("a success without a required field", async () => {
    expect(words(await answering(200, { id: 1 }))).toContain("failed target body");
  });
  test("a success that is no JSON", async () => {
    expect(departures(await answering(200, "<html>"))).toContainEqual(
      expect.objectContaining({ ...{ kind: "body", verdict: "failed" }, found: "a body that is no JSON: <html>" }),
    );
  });
  test("an error that is not the API's, whatever it looks like", async () => {
    const said = await answering(503, "<html>", {}, { "content-type": "text/html" });
    expect(said.outcome).toBe("http-503");
    expect(departures(said)).toEqual([
      expect.objectContaining({ ...{ kind: "status", verdict: "failed", evidence: "inviolable" }, suspect: "target" }),
    ]);
  });
  test("an error without its code or its message", async () => {
    const { message, ...silent } = error("license_not_found");
    expect(words(await answering(400, silent))).toEqual(["failed target body"]);
    expect(words(await answering(400, { status: 400, message }))).toEqual(["failed target body"]);
  });
  test("a status that the code does not have", async () => {
    expect(departures(await answering(404, error("license_not_found", 404)))).toEqual([
      expect.objectContaining({
        ...{ kind: "status", verdict: "failed", suspect: "target", evidence: expect.stringMatching(/^documented: /) },
        ...{ found: "HTTP 404 license_not_found", expected: "HTTP 400 for license_not_found" },
      }),
    ]);
    expect(words(await answering(400, error("signature_mismatch")))).toEqual([]);
  });
  test("a status between success and error", async () => {
    expect(words(await answering(302, ""))).toEqual(["failed target status"]);
  });
  test("a header signature that is missing from a success", async () => {
    const good = await goodAnswer();
    const { LicenseSignature, ...unsigned } = good.headers;
    expect(LicenseSignature).toBeDefined();
    expect(departures(await judged({}, { ...good, headers: unsigned }))).toEqual([
      expect.objectContaining({
        ...{ kind: "signature", verdict: "failed", suspect: "target", found: "no signature" },
        evidence: "documented: response signature v2",
      }),
    ]);
  });
  test("a header signature that does not fit, on a success and on an error", async () => {
    const misfit = expect.objectContaining({
      ...{ kind: "signature", verdict: "failed", evidence: "inviolable", suspect: "target" },
      found: "a LicenseSignature header that does not fit the body",
    });
    const good = await goodAnswer();
    const changed = good.body.replace('"is_expired":false', '"is_expired":true');
    expect(departures(await judged({}, { ...good, body: changed }))).toEqual([misfit]);
    const licensesignature = good.headers.LicenseSignature;
    expect(departures(await answering(400, error("license_not_found"), {}, { licensesignature }))).toEqual([misfit]);
  });
  test("a signature inside that covers another device than the one that asked", async () => {
    const good = await goodAnswer();
    const query = check.replace("Laptop-1", "Laptop-2");
    expect(departures(await judged({ query }, good))).toEqual([
      expect.objectContaining({
        ...{ kind: "signature", verdict: "failed", evidence: "inviolable" },
        ...{ found: "license_signature does not fit", expected: expect.stringContaining("laptop-2") },
      }),
    ]);
  });
  test("an answer about another license than the one that was asked for", async () => {
    const query = check.replace("ACTV-PERP-KEYS-0001", "ACTV-PERP-KEYS-0002");
    expect(departures(await judged({ query }, await goodAnswer()))).toContainEqual(
      expect.objectContaining({
        ...{ kind: "about", verdict: "failed", evidence: "inviolable" },
        ...{ found: "an answer about the license key ACTV-PERP-KEYS-0001", suspect: "target" },
      }),
    );
  });
  test("an answer that tells a secret", async () => {
    const { body } = await goodAnswer();
    expect(departures(await answering(200, { ...JSON.parse(body), password: "Ada-1815" }))).toContainEqual(
      expect.objectContaining({
        ...{ kind: "body", verdict: "failed", evidence: "inviolable", found: "a secret in the member password" },
      }),
    );
  });
});

describe("an answer that is not as observed elsewhere drifts, and breaks nothing", () => {
  test("by a member, of a success and of an error", async () => {
    const { body } = await goodAnswer();
    const drift = { kind: "body", verdict: "drift", evidence: "observed: no source has it", suspect: "target" };
    expect(departures(await answering(200, { ...JSON.parse(body), mood: "good" }))).toEqual([
      expect.objectContaining({ ...drift, found: "/mood is not documented" }),
    ]);
    expect(departures(await answering(400, { ...error("license_not_found"), extra: 1 }))).toEqual([
      expect.objectContaining({ ...drift, found: "/extra is not documented" }),
    ]);
  });
  test("by a code that the endpoint's page does not list, known elsewhere or not", async () => {
    for (const code of ["trial_not_allowed", "gone_fishing"]) {
      expect(departures(await answering(400, error(code)))).toEqual([
        expect.objectContaining({
          ...{ kind: "code", verdict: "drift", evidence: "observed: the lists of codes on the pages", found: code },
          expected: expect.stringMatching(/^one of license_not_found, |, license_not_found, /),
        }),
      ]);
    }
  });
  test("by a code, where no list of codes is known", async () => {
    const call = { path: "/api/v4/device_licenses", query: "product=key-app&hardware_id=Laptop-1" };
    expect(departures(await answering(400, error("gone_fishing"), call))).toEqual([
      expect.objectContaining({ kind: "code", verdict: "drift", expected: "a code that is known for it" }),
    ]);
  });
  test("by another content type", async () => {
    const said = await answering(400, error("license_not_found"), {}, { "content-type": "text/html" });
    expect(departures(said)).toEqual([
      expect.objectContaining({
        ...{ kind: "form", verdict: "drift", evidence: "observed: all sample answers" },
        ...{ found: "text/html", expected: "application/json" },
      }),
    ]);
  });
  test("by another spelling of the same JSON", async () => {
    const { body } = await goodAnswer();
    expect(words(await answering(200, `${body} `))).toEqual(["drift target form"]);
  });
  test("by another status of success", async () => {
    const { body } = await goodAnswer();
    expect(words(await answering(201, JSON.parse(body)))).toEqual(["drift target status"]);
  });
  test("by the status in its body", async () => {
    expect(words(await answering(400, error("license_not_found", 409)))).toEqual(["drift target body"]);
  });
  test("by a limit of the rate", async () => {
    const said = await answering(429, "slow down");
    expect(said.outcome).toBe("http-429");
    expect(departures(said)).toEqual([
      expect.objectContaining({ kind: "status", verdict: "drift", found: "HTTP 429: a limit of the rate" }),
    ]);
  });
});

describe("where the sources are silent, another answer is an open question", () => {
  test("whether errors are signed: one question, whatever the code", async () => {
    for (const code of ["license_not_found", "license_not_active"]) {
      expect(departures(await answering(400, error(code), {}, { licensesignature: undefined }))).toEqual([
        expect.objectContaining({
          ...{ kind: "signature", verdict: "open", evidence: "assumed", question: "signedRefusals" },
          ...{ found: "no signature", answer: "not signed", policy: { signedRefusals: false } },
        }),
      ]);
    }
  });
  test("which status a code has of which no page prints one", async () => {
    const [code, { status }] = Object.entries(errors).find(([, { source }]) => source.startsWith("assumed")) as Known;
    const said = await answering(status + 1, error(code, status + 1));
    expect(departures(said).filter(({ kind }) => kind === "status")).toEqual([
      expect.objectContaining({
        ...{ verdict: "open", evidence: "assumed", found: `HTTP ${status + 1} ${code}` },
        question: `status/${code}`,
      }),
    ]);
  });
});

type Known = [code: string, row: { readonly status: number }];

describe("of what got no readable answer nothing is said but why", () => {
  test.each<[NoAnswer["unanswered"], Suspect]>([
    ["timeout", "network"],
    ["unreachable", "network"],
    ["certificate", "network"],
    ["rate-limited", "network"],
    ["broken-off", "target"],
    ["too-large", "target"],
    ["too-deep", "target"],
    ["unreadable", "target"],
  ])("%s: look at the %s", async (unanswered, suspect) => {
    const answer = { unanswered, message: "so it was" };
    const said = await observe({ request: requestOf({}), answer, publicKey, now });
    const found = `${unanswered.replace("-", " ")}: so it was`;
    expect(said).toEqual({
      ...{ endpoint: "check-license", outcome: unanswered, remarks: [] },
      claims: [
        { ...{ kind: "status", verdict: "not judged", evidence: "inviolable" }, expected: "an answer", found, suspect },
      ],
    });
  });
});

test("calls that are not the License API's are let be", async () => {
  for (const path of ["/__mock/health", "/realms/user-portal/protocol/openid-connect/token"]) {
    const { claims, remarks } = await answering(200, {}, { path, query: "" });
    expect({ claims, remarks }).toEqual({ claims: [], remarks: [expect.stringContaining("not checked")] });
  }
});
