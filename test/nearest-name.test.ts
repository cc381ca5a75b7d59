import { expect, test } from "vitest";
import { nearestName } from "../src/api/nearest-name.ts";

test.each([
  ["hardwareId", "hardware_id"],
  ["HARDWARE-ID", "hardware_id"],
  ["product", "product"],
  ["prodcut", "product"],
  ["produt", "product"],
  ["xproduct", "product"],
  ["pr0dcut", undefined],
  ["productxyz", undefined],
  ["i", "id"],
  ["xx", undefined],
  ["xyz", undefined],
  ["", undefined],
])("%j was likely meant to be %j", (text, meant) => {
  expect(nearestName(text, ["license_key", "hardware_id", "product", "id"])).toBe(meant);
});

test("the nearest of two wins, the first of two that are as near", () => {
  expect(nearestName("feature", ["featureab", "featurea"])).toBe("featurea");
  expect(nearestName("feature", ["featurea", "featureb"])).toBe("featurea");
});

test("a long text is not compared, as that would take long", () => {
  expect(nearestName("n".repeat(64), ["n".repeat(64)])).toBe("n".repeat(64));
  expect(nearestName("n".repeat(65), ["n".repeat(65)])).toBeUndefined();
});
