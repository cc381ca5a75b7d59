import { describe, expect, test } from "vitest";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { clientOf, fingerprint, inputOf, outcomeOf } from "./calls.ts";
import { doors } from "./doors.ts";

const check = (mock: Mock, role = "activeKeyLicense", fields = {}) =>
  clientOf(mock).call("check-license", inputOf(mock, "check-license", role, fields));
const last = (mock: Mock) => mock.journal.entries({ last: 1 })[0];

describe("a tweak changes the answer that the mock would give", () => {
  test("by a function, signatures and all", async () => {
    const mock = createMock();
    const tweak = mock.tweak("check-license", (answer) => ({ ...answer, is_expired: true }));
    expect(await check(mock)).toMatchObject({ is_expired: true, license_key: "ACTV-PERP-KEYS-0001" });
    tweak.remove();
    expect(await check(mock)).toMatchObject({ is_expired: false });
  });

  test("by a patch, of lists item by item", async () => {
    const mock = createMock();
    mock.tweak("check-license", { max_activations: 3, customer: { email: "new@example.test" } });
    expect(await check(mock)).toMatchObject({
      max_activations: 3,
      customer: { email: "new@example.test", phone: "+1 555 0100" },
    });
    mock.tweaks.add({ endpoint: "check-bundle", patch: { is_expired: true } });
    const bundle = await clientOf(mock).call("check-bundle", inputOf(mock, "check-bundle", "bundleLicense"));
    expect(bundle.map(({ is_expired }) => is_expired)).toEqual([true, true, true]);
  });

  test("of a list and of a bare text by a function", async () => {
    const mock = createMock();
    mock.tweak("check-bundle", (licenses) => licenses.slice(0, 1));
    expect(await clientOf(mock).call("check-bundle", inputOf(mock, "check-bundle", "bundleLicense"))).toHaveLength(1);
    mock.tweak("deactivate-license", () => "gone", { unchecked: true });
    const input = inputOf(mock, "deactivate-license", "activeKeyLicense");
    expect(await clientOf(mock).call("deactivate-license", input)).toBe("gone");
  });

  test("while what the call does stays", async () => {
    const mock = createMock();
    const tweak = mock.tweak("add-consumption", { total_consumptions: 999 });
    const add = () => clientOf(mock).call("add-consumption", inputOf(mock, "add-consumption", "consumptionLicense"));
    expect(await add()).toMatchObject({ total_consumptions: 999 });
    tweak.remove();
    expect(await add()).toMatchObject({ total_consumptions: 12 });
  });

  test("in the order in which they were added, and never a refusal", async () => {
    const mock = createMock();
    const first = mock.tweak("check-license", { max_activations: 7 });
    const second = mock.tweak("check-license", (answer) => ({
      ...answer,
      max_activations: answer.max_activations + 1,
    }));
    expect(await check(mock)).toMatchObject({ max_activations: 8 });
    expect(last(mock)).toMatchObject({ tweaks: [first.id, second.id] });
    expect(await outcomeOf(check(mock, "disabledLicense"))).toBe("license_not_enabled");
    expect(last(mock)).not.toHaveProperty("tweaks");
  });

  test.each(Object.keys(doors))("through %s", async (name) => {
    const mock = createMock({ auth: "off" });
    mock.tweak("check-license", { is_expired: true });
    const door = await (doors[name] as (typeof doors)[string])(mock);
    const query = new URLSearchParams(inputOf(mock, "check-license", "activeKeyLicense") as never);
    const response = await door.send(new Request(`${door.baseUrl}/api/v4/check_license?${query}`));
    expect(await response.json()).toMatchObject({ is_expired: true });
    await door.close();
  });
});

describe("a signature inside an answer that a tweak sets is sent as it is", () => {
  const inside = { license_signature: "bm90IGEgc2lnbmF0dXJl" };

  test("while the header is signed over all of it", async () => {
    const mock = createMock();
    mock.tweak("check-license", inside, { times: 1 });
    expect(await check(mock)).toMatchObject(inside); // this client verifies the header
    expect(await check(mock)).not.toMatchObject(inside);
  });

  test("or is missing, where it was taken away", async () => {
    const mock = createMock();
    mock.tweak("check-license", { license_signature: null }, { unchecked: true });
    expect(await check(mock)).not.toHaveProperty("license_signature");
  });

  test("of one license among several, and around them", async () => {
    const mock = createMock();
    mock.tweak("check-bundle", (licenses) => licenses.map((one, at) => (at === 1 ? { ...one, ...inside } : one)));
    const signatures = (await clientOf(mock).call("check-bundle", inputOf(mock, "check-bundle", "bundleLicense"))).map(
      ({ license_signature }) => license_signature.length,
    );
    expect(signatures).toEqual([344, 20, 344]);
    mock.tweak("activate-offline", { license_signature_v2: inside.license_signature });
    const offline = inputOf(mock, "activate-offline", "offlineLicense");
    const { license_signature, license_signature_v2 } = await clientOf(mock).call("activate-offline", offline);
    expect([license_signature.length, license_signature_v2]).toEqual([344, inside.license_signature]);
  });

  test("and stays where a fault makes another body of the answer", async () => {
    const mock = createMock();
    mock.tweak("check-license", inside);
    mock.faults.add({ kind: "large-body", bytes: 10 });
    expect(await check(mock)).toMatchObject({ ...inside, padding: "xxxxxxxxxx" });
  });
});

describe("a tweak is for", () => {
  const change = { is_expired: true };
  const expired = async (mock: Mock, role?: string, fields?: object) => (await check(mock, role, fields)).is_expired;

  test("so many calls", async () => {
    const mock = createMock();
    mock.tweak("check-license", change, { times: 1 });
    expect([await expired(mock), await expired(mock)]).toEqual([true, false]);
  });

  test.each([
    ["one license", { license: "TIME-LIMI-KEYS-0001" }],
    [
      "one product and what a function says",
      {
        product: "key-app",
        when: ({ input }: { input: Readonly<Record<string, unknown>> }) => input.license_key === "TIME-LIMI-KEYS-0001",
      },
    ],
  ])("%s", async (_what, options) => {
    const mock = createMock();
    mock.tweak("check-license", change, options);
    expect([await expired(mock), await expired(mock, "timeLimitedLicense")]).toEqual([false, true]);
  });

  test("one device, and says where it was never needed", async () => {
    const mock = createMock();
    const tweak = mock.tweak("check-license", change, { device: "Laptop-2" });
    expect(await expired(mock)).toBe(false);
    expect(mock.tweaks.unused()).toEqual([tweak]);
    mock.tweaks.clear();
    expect(mock.tweaks.list()).toEqual([]);
  });
});

describe("a tweaked answer that breaks its schema", () => {
  test("is a bug of the test: it is not sent, and nothing has happened", async () => {
    const mock = createMock();
    mock.tweak("add-consumption", (answer) => ({ ...answer, total_consumptions: "many" }));
    const before = fingerprint(mock);
    const call = clientOf(mock).call("add-consumption", inputOf(mock, "add-consumption", "consumptionLicense"));
    await expect(call).rejects.toThrow(
      'tweak 1 of add-consumption: the answer breaks its schema at /total_consumptions: must be number, found "many"',
    );
    expect(fingerprint(mock)).toBe(before);
    expect(last(mock)).toMatchObject({ outcome: "internal_error", status: 500 });
  });

  test("is sent where the test says so", async () => {
    const mock = createMock();
    mock.tweak("check-license", (answer) => ({ ...answer, max_activations: "many" }), { unchecked: true });
    expect(await check(mock)).toMatchObject({ max_activations: "many" });
  });

  test("is caught even where an unchecked one looked the same", async () => {
    const mock = createMock();
    mock.tweak("check-license", { max_activations: "many" }, { unchecked: true, times: 1 });
    await check(mock);
    mock.tweak("check-license", { max_activations: "many" });
    await expect(check(mock)).rejects.toThrow("breaks its schema at /max_activations");
  });
});

test.each([
  [
    { endpoint: "check-licence", patch: {} },
    'tweak/endpoint: there is no endpoint "check-licence", did you mean check-license?',
  ],
  [{ endpoint: "check-license" }, "tweak/patch: is missing, found nothing"],
  [{ endpoint: "check-license", patch: {}, times: 0 }, "tweak/times: must not be below 1, found 0"],
  [{ endpoint: "check-license", patch: {}, time: 1 }, "tweak/time: is not documented, found 1"],
])("a tweak that is wrong is refused with its place: %j", (spec, message) => {
  expect(() => createMock().tweaks.add(spec as never)).toThrow(message);
});
