import { expect, test } from "vitest";
import { verifySignature } from "../../src/api/cryptography.ts";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { bundleWorld, clientOf, fingerprint, inputOf, lastFindings, outcomeOf } from "../calls.ts";

const activate = (mock: Mock, role: string, fields = {}) =>
  clientOf(mock).call("activate-bundle-offline", inputOf(mock, "activate-bundle-offline", role, fields));
const offlineActivation = { offlineActivation: true };

test("every license has the mock's date and the file's id", async () => {
  const mock = createMock({ clock: "2026-11-22T12:00:00.000Z" });
  const { licenses } = await activate(mock, "unactivatedBundle", { request_id: "file-1" });
  expect(licenses).toHaveLength(3);
  for (const license of licenses) {
    expect(license).toMatchObject({ request_id: "file-1", date: "Sun, 22 Nov 2026 12:00:00 GMT" });
  }
});

test("one signature covers all licenses, in their order", async () => {
  const mock = createMock();
  const { licenses, bundle_signature_v2: signature } = await activate(mock, "unactivatedBundle");
  expect(await verifySignature(mock.publicKey, JSON.stringify(licenses), signature)).toBe(true);
  expect(await verifySignature(mock.publicKey, JSON.stringify(licenses.toReversed()), signature)).toBe(false);
});

test.each([
  [{ floating: { users: 1 } }, "offline_floating_cloud_not_supported"],
  [{ offlineActivation: false }, "validation_error"],
  [{ maxActivations: 0 }, "license_activated_max_times"],
])("a last member with %j refuses all, and none is activated: %s", async (second, code) => {
  const mock = createMock({ world: bundleWorld(second, offlineActivation) });
  const before = fingerprint(mock);
  expect(await outcomeOf(activate(mock, "it"))).toBe(code);
  expect(fingerprint(mock)).toBe(before);
});

test("units are noted and ignored, as a bundle counts none", async () => {
  const mock = createMock();
  const fields = { consumptions: 5, product_features: [{ code: "spelling", consumptions: 1 }] };
  const { licenses } = await activate(mock, "unactivatedBundle", fields);
  expect(licenses[2]).toMatchObject({ total_consumptions: 10 });
  expect(lastFindings(mock)).toEqual([
    "consumptions: ignored, as a bundle counts no units",
    "product_features: ignored, as a bundle has no features of its own",
  ]);
});

test("the same file again moves no counter", async () => {
  const mock = createMock({ world: bundleWorld({}, offlineActivation) });
  await activate(mock, "it");
  const { licenses } = await activate(mock, "it");
  expect(licenses.map(({ times_activated }) => times_activated)).toEqual([1, 1, 1]);
});

test("a request that names no units is no reason for a remark", async () => {
  const mock = createMock();
  await activate(mock, "unactivatedBundle");
  expect(lastFindings(mock)).toEqual([]);
});
