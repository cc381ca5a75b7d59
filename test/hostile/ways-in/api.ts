import fc from "fast-check";
import type { Cryptography } from "../../../src/api/cryptography.ts";
import { endpointNames, endpointRow } from "../../../src/api/endpoints.ts";
import { isErrorCode } from "../../../src/api/errors.ts";
import { urlPart } from "../../../src/api/url-part.ts";
import { encodeText } from "../../../src/api/write-offline-request.ts";
import { logLines } from "../../../src/cli/journal-line.ts";
import { nodeCryptography } from "../../../src/doors/node-cryptography.ts";
import { fieldKinds } from "../../../src/generated/fields.ts";
import { createMock, type Mock } from "../../../src/mock/create-mock.ts";
import type { JournalEntry } from "../../../src/mock/journal/journal.ts";
import { caseFileOf } from "../../../src/traffic/case-file.ts";
import { harOf } from "../../../src/traffic/har.ts";
import { near, pick, someEdits, withEdits } from "./near.ts";
import { oddTexts } from "./odd-values.ts";
import { requireTame } from "./oracle.ts";
import type { WayIn } from "./way-in.ts";

/** A call of the API as plain values. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const roles = Object.values(createMock().roles);
const { credentials } = createMock();

/** Whole calls: each endpoint with the fields of a few roles that it knows. */
const validCalls = endpointNames.flatMap((endpoint) => {
  const known = fieldKinds[endpoint] ?? {};
  const inputs = roles.map((role) =>
    Object.fromEntries(Object.entries(role).filter(([name]) => Object.hasOwn(known, name))),
  );
  const { method, path } = endpointRow(endpoint);
  return inputs
    .filter((_input, at) => at % 7 === endpoint.length % 7)
    .map((input) => ({
      endpoint,
      method,
      path,
      headers: { accept: "*/*", "content-type": "application/json" },
      input,
    }));
});

type ValidCall = (typeof validCalls)[number];

const nearHeaders = near([
  { accept: "application/json", "content-type": "application/json", date: "x", authorization: "Bearer x" },
  { authorization: `algorithm="hmac-sha256",headers="date",signature="x",apikey="${credentials.apiKey}"`, date: "x" },
  { "x-mock-space": "default", "x-mock-explain": "1", host: "x" },
]);

/** Calls near valid ones, in their fields, and now and then in path, method and headers. */
export const nearCall: fc.Arbitrary<Call> = fc
  .tuple(fc.nat(validCalls.length - 1), someEdits, fc.nat(9), fc.nat(997), nearHeaders)
  .map(([at, edits, kind, what, odd]) => {
    const valid = pick(validCalls, at);
    return callOf(valid, withEdits(valid.input, edits), { kind, what, odd });
  });

function callOf(
  { endpoint, method, path, headers }: ValidCall,
  input: unknown,
  { kind, what, odd }: { readonly kind: number; readonly what: number; readonly odd: unknown },
): Call {
  const isQuery = method === "GET";
  const text = bodyOf(endpointRow(endpoint).body === "offline", input, what);
  return {
    method: kind === 9 ? pick(["HEAD", "PUT", "", "__proto__", "POST", "GET"], what) : method,
    path: kind === 8 ? path + pick(oddTexts, what) : path,
    query: isQuery ? queryOf(input) : kind === 7 ? pick(oddTexts, what) : "",
    headers: kind >= 5 ? textsIn(odd) : headers,
    body: isQuery && kind !== 6 ? "" : text,
  };
}

function bodyOf(isOffline: boolean, input: unknown, what: number): string {
  const fields = { date: "d", api_key: credentials.apiKey, ...(typeof input === "object" ? input : {}) };
  if (isOffline) return encodeText(JSON.stringify(what % 2 === 0 ? { request: fields, signature: "x" } : fields) ?? "");
  return what % 50 === 0 ? pick(oddTexts, what) : (JSON.stringify(input) ?? "");
}

function queryOf(input: unknown): string {
  const pairs = typeof input === "object" && input !== null ? Object.entries(input) : [["", input]];
  return pairs
    .map(([name, value]) => `${encoded(name)}=${encoded(typeof value === "string" ? value : JSON.stringify(value))}`)
    .join("&");
}

function encoded(text: unknown): string {
  return urlPart(String(text));
}

function textsIn(value: unknown): Record<string, string> {
  const texts = Object.entries(Object(value)).map(([name, one]) => [
    name.toLowerCase(),
    typeof one === "string" ? one : "1",
  ]);
  return Object.fromEntries(texts);
}

/** Sends a call to a mock and requires an answer of the API. */
export async function requireAnswer(mock: Mock, { headers, ...call }: Call): Promise<void> {
  const answer = await mock.handle({
    ...call,
    headers: (name) => (Object.hasOwn(headers, name) ? headers[name] : undefined),
    headerNames: () => Object.keys(headers),
  });
  const { status, body } = answer;
  for (const value of Object.values(answer.headers)) {
    if (!/^[\x20-\x7e]*$/.test(String(value)))
      throw new Error(`a header that no answer can have: ${JSON.stringify(value)}`);
  }
  if (status < 200 || status > 499) throw new Error(`HTTP ${status}: ${body.slice(0, 300)}`);
  if (status < 400) return;
  const { code, status: said } = JSON.parse(body) as { code: string; status: number };
  if (!isErrorCode(code) || said !== status) throw new Error(`HTTP ${status} with ${body.slice(0, 300)}`);
}

/** Requires that what a journal kept can be read in every form. */
export function requireJournal(mock: Mock): void {
  const entries = mock.journal.entries();
  for (const part of [harOf(entries), caseFileOf(entries), mock.journal.findings()]) JSON.stringify(part);
}

/** Signs in a moment, as what a signature says is not what anybody here reads. */
export const quickCryptography: Cryptography = { ...nodeCryptography, createSigner: () => async () => "c2lnbmVk" };

/** The License API in process. */
export const apiWay: WayIn<Call> = {
  name: "the License API",
  input: nearCall,
  session: 100,
  open: () => {
    const mock = createMock({ auth: "off", cryptography: quickCryptography, journal: 0 });
    return { play: (call) => requireAnswer(mock, call), end: () => {} };
  },
};

/** What the mock tells of its calls: log and journal, in every form. */
export const journalWay: WayIn<Call> = {
  name: "log and journal of the mock",
  input: nearCall,
  session: 20,
  open: () => {
    const log = (entry: JournalEntry) => logLines(entry).forEach(requireTameLine);
    const mock = createMock({ auth: "off", cryptography: quickCryptography, log });
    return { play: (call) => requireAnswer(mock, call), end: () => requireJournal(mock) };
  },
};

/** The printer shows each line as one, whatever is in it: what counts is that nobody makes more of them. */
function requireTameLine(line: string): void {
  if (/^\W*FORGED/.test(line)) requireTame(line);
}
