import { beforeEach, describe, expect, test } from "vitest";
import { verifySignature } from "../src/api/cryptography.ts";
import type { EndpointName } from "../src/api/endpoints.ts";
import { offlineLicenseText } from "../src/api/signature.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import type { FaultSpec } from "../src/mock/faults/kinds.ts";
import { type RawAnswer, rawAnswer } from "./raw-answer.ts";

let mock: Mock;
beforeEach(() => {
  mock = createMock({ clock: "2026-11-22T12:00:00.000Z" });
});

const last = () => mock.journal.entries({ last: 1 })[0];
const isRight = (text: string, signature: string) => verifySignature(mock.publicKey, text, signature);

/** Kinds that make another body of an answer, under signatures that fit. */
const kinds: readonly FaultSpec[] = [
  { kind: "respelled-json" },
  { kind: "large-body", bytes: 20_000 },
  { kind: "deep-body", depth: 20 },
];

const calls: readonly [EndpointName, string][] = [
  ["check-license", "timeLimitedLicense"],
  ["check-license", "disabledLicense"],
  ["check-bundle", "bundleLicense"],
  ["products", "activeKeyLicense"],
  ["activate-offline", "offlineLicense"],
  ["activate-bundle-offline", "bundleLicense"],
];

describe.each(kinds)("by $kind", (spec) => {
  test.each(calls)("the answer of %s to %s says the same, and its signatures fit", async (endpoint, role) => {
    const before = mock.snapshot();
    const right = await rawAnswer(mock, endpoint, role);
    mock.restore(before);
    mock.faults.add(spec);
    const answer = await rawAnswer(mock, endpoint, role);
    expect(answer.status).toBe(right.status);
    expect(answer.text).not.toBe(right.text);
    expect(withoutNew(answer)).toEqual(withoutNew(right));
    await requireRight(answer);
  });

  test("a bare text stays, and the journal says why", async () => {
    mock.faults.add(spec);
    expect((await rawAnswer(mock, "deactivate-license", "activeKeyLicense")).text).toBe("license_deactivated");
    expect(last()?.why.at(-1)).toMatch(/^fault 1 changed nothing: the answer (is no JSON|has no members)$/);
  });

  test("an answer that the policy leaves unsigned stays so", async () => {
    mock = createMock({ policy: { signedRefusals: false } });
    mock.faults.add(spec);
    const { status, signature } = await rawAnswer(mock, "check-license", "disabledLicense");
    expect([status, signature]).toEqual([400, ""]);
  });
});

/** What an answer says, but for the additional member and what is signed over other bytes. */
function withoutNew({ output }: RawAnswer): unknown {
  const copy = structuredClone(output);
  delete (Array.isArray(copy) ? copy[0] : copy).padding;
  delete copy.license_signature_v2;
  delete copy.bundle_signature_v2;
  return copy;
}

async function requireRight({ text, output, signature }: RawAnswer): Promise<void> {
  const { license_signature_v2, bundle_signature_v2, licenses } = output;
  expect(await isRight(text, signature)).toBe(true);
  if (license_signature_v2) expect(await isRight(offlineLicenseText(output), license_signature_v2)).toBe(true);
  if (bundle_signature_v2) expect(await isRight(JSON.stringify(licenses), bundle_signature_v2)).toBe(true);
}

test("another spelling has white space, another order, and escapes", async () => {
  const right = await rawAnswer(mock, "check-license", "activeKeyLicense");
  mock.faults.add({ kind: "respelled-json" });
  const { text, output } = await rawAnswer(mock, "check-license", "activeKeyLicense");
  expect(Object.keys(output)).toEqual(Object.keys(right.output).reverse());
  expect(text).toMatch(/^\{\n\t"\\u00/);
  expect(text).toContain("\\/");
  expect(text).toMatch(/"\\u006cicense_key" : "\\u0041CTV-PERP-KEYS-0001"/);
});

describe("a body may be", () => {
  test("as large and as deep as can be asked for, and the journal holds a little of it", async () => {
    mock.faults.add({ kind: "large-body", bytes: 4 * 2 ** 20, times: 1 });
    const large = await rawAnswer(mock, "check-license", "activeKeyLicense");
    expect(large.output.padding).toHaveLength(4 * 2 ** 20);
    await requireRight(large);
    expect(last()?.answerBody).toMatch(/… \(\d{7} letters more\)$/);
    mock.faults.add({ kind: "deep-body", depth: 1_000_000 });
    const deep = await rawAnswer(mock, "activate-offline", "offlineLicense");
    expect(deep.text).toMatch(/\[\]{1000000}\}$/);
    expect(await isRight(deep.text, deep.signature)).toBe(true);
    expect(last()?.answerBody).toMatch(/… \(\d{7} letters more\)$/);
  });
});

describe("Retry-After", () => {
  test.each(["too-many-requests", "service-unavailable"] as const)("of %s may be a date", async (kind) => {
    const wall = Date.parse("2026-11-22T12:00:00.000Z");
    mock = createMock({ clock: "2031-01-01T00:00:00.000Z", wallClock: () => wall, auth: "off" });
    mock.faults.add({ kind, retryAfterSeconds: 90, retryAfterForm: "date", times: 1 });
    const retryAfter = async () =>
      (await rawAnswer(mock, "check-license", "activeKeyLicense")).headers.get("retry-after");
    expect(await retryAfter()).toBe("Sun, 22 Nov 2026 12:01:30 GMT");
    mock.faults.add({ kind, retryAfterSeconds: 90, retryAfterForm: "seconds", times: 1 });
    expect(await retryAfter()).toBe("90");
    mock.faults.add({ kind, times: 1 });
    expect(await retryAfter()).toBeNull();
  });
});
