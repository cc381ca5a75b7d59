import { describe, expect, test } from "vitest";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { lackingIn } from "../src/traffic/part-of-body.ts";
import { fingerprint } from "./calls.ts";
import { broken, played, playedText } from "./own-cases.ts";

// Cases that a team writes as YAML or JSON, played like those of the kit.

const examples = "examples/cases";

test("the examples hold on the mock, and their claims count as the team's own", async () => {
  const results = await played(examples);
  expect(results.map(({ case: { id }, verdict }) => `${verdict} ${id}`)).toEqual([
    "passed activation",
    "passed consumption",
    "passed refusal",
  ]);
  for (const { claims } of results) {
    expect(claims.filter(({ evidence }) => evidence === "ours").length).toBeGreaterThan(2);
    expect(claims.some(({ evidence }) => evidence === "inviolable")).toBe(true);
  }
});

test.each<readonly [id: string, what: string, spoil: (mock: Mock) => void, found: string]>([
  [
    "activation",
    "the license has another type",
    (mock) => mock.tweak("activate-license", { license_type: "subscription" }),
    '"subscription", expected /license_type to be "perpetual"',
  ],
  [
    "activation",
    "a check is about another license",
    (mock) => mock.tweak("check-license", { id: 1 }),
    '1, expected /id to be "{{license}}"',
  ],
  [
    "activation",
    "the license is gone",
    (mock) => mock.world.licenses.update(idOf(mock, "NEWX-PERP-KEYS-0001"), { enabled: false }),
    "license_not_enabled",
  ],
  [
    "consumption",
    "the counter stands still",
    (mock) => mock.tweak("add-consumption", { total_consumptions: 1 }),
    '1, expected /total_consumptions to be a number above "{{before}}"',
  ],
  [
    "refusal",
    "the license works",
    (mock) => mock.world.licenses.update(idOf(mock, "DISA-PERP-KEYS-0001"), { enabled: true }),
    "expected a refusal (license_not_enabled)",
  ],
])("the example %s fails on a mock where %s", async (id, _what, spoil, found) => {
  const mock = createMock();
  spoil(mock);
  const [result] = (await played(examples, mock)).filter(({ case: one }) => one.id === id);
  expect(result?.verdict).toBe("failed");
  expect(result && broken(result).join("\n")).toContain(found);
});

const check = (expected: string, more = "") => `${more}
exchanges:
  - request: { endpoint: check-license, role: activeKeyLicense }
    expected: ${expected}
`;

test.each([
  ["success", "passed"],
  ["refusal", "failed"],
  ["{ status: 200 }", "passed"],
  ["{ status: 201 }", "failed"],
  ["{ status: 400 }", "failed"],
  ["{ code: license_not_active }", "failed"],
  ["{ contains: { product_features: [{ code: render, feature_type: consumption }] } }", "passed"],
  ["{ contains: { product_features: [{ code: nothing }] } }", "failed"],
  ["{ contains: { product_features: [] } }", "passed"],
  ["{ contains: { license_key: '{{activeKeyLicense.license_key}}', is_trial: false } }", "passed"],
  ["{ contains: { max_activations: '5' } }", "failed"],
  ["{ contains: { max_activations: { $type: string } } }", "failed"],
  ["{ contains: { max_activations: { $above: 5 } } }", "failed"],
  ["{ contains: { nobody: { knows: true } } }", "failed"],
  ["{ body: { id: 1 } }", "failed"],
])("an active license is expected to end in %s: %s", async (expected, verdict) => {
  expect((await playedText(check(expected))).verdict).toBe(verdict);
});

const disabled = (expected: string) => check(expected).replace("activeKeyLicense", "disabledLicense");

test.each([
  ["refusal", "passed"],
  ["{ status: 400 }", "passed"],
  ["{ status: 403 }", "failed"],
  ["{ status: 400, code: license_not_enabled }", "passed"],
  ["{ status: 404, code: license_not_enabled }", "failed"],
  ["success", "failed"],
])("a disabled license is expected to end in %s: %s", async (expected, verdict) => {
  expect((await playedText(disabled(expected))).verdict).toBe(verdict);
});

describe("what a broken expectation means", () => {
  test.each([
    ["", "failed", "ours"],
    ["evidence: ours", "failed", "ours"],
    ["evidence: inviolable", "failed", "inviolable"],
    ["evidence: 'documented: the shop team'", "failed", "documented: the shop team"],
    ["evidence: 'observed: last spring'", "drift", "observed: last spring"],
    ["evidence: assumed", "open", "assumed"],
  ])("follows from its evidence %s: %s", async (evidence, verdict, said) => {
    const result = await playedText(check("{ contains: { is_trial: true } }", evidence));
    expect(result.verdict).toBe(verdict);
    expect(result.claims.find(({ verdict: one }) => one !== "held")?.evidence).toBe(said);
  });

  test("assumed, each part asks a question of its own", async () => {
    const { claims } = await playedText(
      check("{ contains: { is_trial: true, is_expired: true } }", "evidence: assumed"),
    );
    const questions = claims.flatMap(({ verdict, question }) => (verdict === "open" ? [question] : []));
    expect(questions).toEqual(["own#1/is_trial", "own#1/is_expired"]);
  });
});

describe("what a case does to a server", () => {
  const activate = (more: string) => `${more}
exchanges:
  - request: { endpoint: activate-license, role: unactivatedLicense, input: { hardware_id: "{{fresh:device}}" } }
    expected: success
`;
  const undo = `undo:
  - { endpoint: deactivate-license, role: unactivatedLicense, input: { hardware_id: "{{fresh:device}}" } }
`;

  test("is undone, whatever its calls end in", async () => {
    const mock = createMock();
    const devices = () => [...mock.tables.devices.all()].filter(({ active }) => active).length;
    const before = devices();
    const good = await playedText(activate("effect: reversible") + undo, mock);
    const bad = await playedText(activate("effect: reversible").replace("success", "refusal") + undo, mock);
    expect([good.verdict, good.left, bad.verdict, bad.left]).toEqual(["passed", undefined, "failed", undefined]);
    expect(devices()).toBe(before);
  });

  test("is not done where the run does not allow it", async () => {
    const mock = createMock();
    const before = fingerprint(mock);
    const results = [
      await playedText(activate("effect: permanent"), mock, { allow: "reversible" }),
      await playedText(activate("effect: reversible") + undo, mock, { allow: "none" }),
    ];
    expect(results.map(({ verdict }) => verdict)).toEqual(["skipped", "skipped"]);
    expect(fingerprint(mock)).toBe(before);
  });
});

test("a case is blocked by a role or a field that the target does not have", async () => {
  const stranger = await playedText(check("success").replace("activeKeyLicense", "ourLicense"));
  expect([stranger.verdict, stranger.reason]).toEqual(["blocked", "the target has no role ourLicense"]);
  const field = await playedText(check('{ contains: { license_key: "{{activeKeyLicense.serial}}" } }'));
  expect([field.verdict, field.reason]).toEqual(["blocked", "the target file does not say activeKeyLicense.serial"]);
});

test("a value that an answer lacks is a failure of that answer, and the case ends there", async () => {
  const result = await playedText(`
exchanges:
  - request: { endpoint: check-license, role: activeKeyLicense }
    expected: success
    keep: { order: /order/number }
  - request: { endpoint: check-license, role: activeKeyLicense, input: { hardware_id: "{{order}}" } }
    expected: success
`);
  expect(result.verdict).toBe("failed");
  expect(broken(result)[0]).toBe("nothing, expected something at /order/number, to be kept as order");
  expect(result.exchanges).toHaveLength(1);
  expect(result.claims.find(({ verdict }) => verdict === "not judged")?.suspect).toBe("target");
});

test("what is told of a secret that is another one does not show it", () => {
  const [lack] = lackingIn({ user: { initial_password: "x" } }, { user: { initial_password: "Initial-Frances" } });
  expect(lack).toEqual({ path: "/user/initial_password", part: "x", found: "(another secret)" });
});

test("headers are left out, paths and bodies are sent as they are written", async () => {
  const unsigned = check("{ code: missing_headers }").replace("role: activeKey", "without: [date], role: activeKey");
  expect((await playedText(unsigned)).verdict).toBe("passed");
  const raw = `effect: none
exchanges:
  - request: { endpoint: add-consumption, raw: "[1" }
    expected: refusal
`;
  expect((await playedText(raw)).verdict).toBe("passed");
});

function idOf(mock: Mock, licenseKey: string): number {
  const license = mock.world.licenses.find({ licenseKey });
  if (!license) throw new Error(`the default world has no license ${licenseKey}`);
  return license.id;
}
