import fc from "fast-check";
import { expect, test } from "vitest";
import { type EndpointName, endpointNames, endpointRow, errorCodesOf } from "../src/api/endpoints.ts";
import { isErrorCode } from "../src/api/errors.ts";
import { policies } from "../src/api/policies.ts";
import { encodeText, writeOfflineRequest } from "../src/api/write-offline-request.ts";
import { fieldKinds } from "../src/generated/fields.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { fingerprint } from "./fingerprint.ts";

// Whatever fields come, in whatever state and under whatever policies: an answer of the API, and no trace of a refusal.

const roles = Object.values(createMock().roles);
const odd = fc.constantFrom<unknown>(
  ...[
    "",
    "0",
    "-1",
    "true",
    "null",
    "\u0000",
    "é🔑\ud800",
    "__proto__",
    "constructor",
    "x".repeat(5_000),
    "2030-02-30",
  ],
  ...[0, -1, 1, 1.5, 1e308, -1e308, Number.MAX_SAFE_INTEGER, true, false, null],
  ...[[], {}, [[]], { toString: 0 }, [{ code: "counter", consumptions: 1 }], { a: { b: 1 } }, { toString: "x" }],
);
const changes = fc.array(fc.tuple(fc.nat(30), odd), { maxLength: 4 });
const call = fc.record({
  endpoint: fc.constantFrom(...endpointNames),
  role: fc.constantFrom(...roles),
  other: fc.constantFrom(...roles),
  changes,
  minutes: fc.constantFrom(0, 0, 1, 60 * 24, 60 * 24 * 40, -60),
});
const settings = fc.record(
  Object.fromEntries(
    Object.entries(policies).map(([name, { values }]) => [
      name,
      fc.constantFrom(...values.filter((v) => v !== "number")),
    ]),
  ),
);

/** A call of an endpoint with the fields of two roles, some of them changed. */
function requestOf(
  mock: Mock,
  { endpoint, role, other, changes }: typeof call extends fc.Arbitrary<infer C> ? C : never,
) {
  const names = Object.keys(fieldKinds[endpoint] ?? {});
  const { about: _one, facts: _two, ...fields } = { ...other, ...role };
  const input: Record<string, unknown> = { ...fields };
  for (const [at, value] of changes) input[names[at % names.length] ?? "field"] = value;
  const { method, path, body } = endpointRow(endpoint);
  const headers = (name: string) => ({ accept: "*/*", "content-type": "text/plain" })[name];
  const query = new URLSearchParams(Object.entries(input).map(([name, value]) => [name, asText(value)])).toString();
  if (method === "GET") return { method, path, query, headers, body: "" };
  if (body !== "offline") return { method, path, query: "", headers, body: JSON.stringify(input) };
  const payload = { api_key: mock.credentials.apiKey, date: "d", ...input } as never;
  const text =
    changes.length % 2 === 0 ? signed(payload, mock) : encodeText(JSON.stringify({ request: payload, ...input }));
  return { method, path, query: "", headers, body: text };
}

/** An offline request that is signed, where what the signature covers can be made a text at all. */
function signed(payload: never, { credentials }: Mock): string {
  try {
    return writeOfflineRequest(payload, credentials);
  } catch {
    return encodeText(JSON.stringify(payload));
  }
}

function asText(value: unknown): string {
  return typeof value === "string" ? value.replace(/\ud800/g, "?") : (JSON.stringify(value) ?? "");
}

test(
  "any input is answered by the API, and a refused call changes nothing",
  () =>
    fc.assert(
      fc.asyncProperty(settings, fc.array(call, { minLength: 1, maxLength: 12 }), async (policy, calls) => {
        const mock = createMock({ auth: "off", clock: "2026-11-22T12:00:00.000Z", policy: policy as never });
        for (const next of calls) {
          mock.clock.advance({ minutes: next.minutes });
          const before = fingerprint(mock);
          const { status, body } = await mock.handle(requestOf(mock, next));
          if (status === 200) continue;
          const { code } = JSON.parse(body) as { code: string };
          expect(
            isErrorCode(code) && errorCodesOf(next.endpoint as EndpointName).includes(code),
            `${next.endpoint} ${code}`,
          ).toBe(true);
          expect(fingerprint(mock) === before, `${next.endpoint} ${code} changed something`).toBe(true);
        }
      }),
      { numRuns: 250 },
    ),
  60_000,
);
