import { describe, expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, fingerprint, inputOf, licenseWorld, outcomeOf } from "../calls.ts";

const add = (mock: Mock, feature: string, fields = {}, role = "featureLicense") =>
  clientOf(mock).call(
    "add-feature-consumption",
    inputOf(mock, "add-feature-consumption", role, { feature, ...fields }),
  );
const withFeature = (feature: object) =>
  licenseWorld({ features: [{ code: "counter", ...feature }], devices: [{ hardwareId: "h" }] });

describe("the limit", () => {
  test.each([
    ["consumption", 1_000, "ok"],
    ["consumption", 1_001, "feature_not_enough_consumptions"],
    ["exhausted", 0, "ok"],
    ["exhausted", 1, "feature_not_enough_consumptions"],
    ["negative", -10, "ok"],
    ["negative", -11, "negative_consumptions_not_allowed"],
    ["consumption", 1.5, "validation_error"],
  ])("of %s, given %d units, answers %s", async (feature, consumptions, outcome) => {
    const mock = createMock();
    const before = fingerprint(mock);
    expect(await outcomeOf(add(mock, feature, { consumptions }))).toBe(outcome);
    if (outcome !== "ok") expect(fingerprint(mock)).toBe(before);
  });

  test("of 0 overages is none, or unlimited where the policy says so", async () => {
    const world = withFeature({ consumption: { max: 5, total: 5, overages: true } });
    expect(await outcomeOf(add(createMock({ world }), "counter", {}, "it"))).toBe("feature_not_enough_consumptions");
    const generous = createMock({ world, policy: { zeroOverages: "unlimited" } });
    expect(await outcomeOf(add(generous, "counter", { consumptions: 1_000 }, "it"))).toBe("ok");
  });
});

test("the total starts again with the month, and moving the clock back brings nothing back", async () => {
  const mock = createMock({ clock: "2026-11-30T23:59:59.999Z" });
  expect(await add(mock, "consumption")).toMatchObject({ total_consumptions: 11 });
  mock.clock.advance({ ms: 1 });
  expect(await add(mock, "consumption")).toMatchObject({ total_consumptions: 1 });
  mock.clock.advance({ days: -1 });
  expect(await add(mock, "consumption")).toMatchObject({ total_consumptions: 2 });
});

test("a feature can be used until the moment of its end", async () => {
  const world = withFeature({ consumption: { max: 5 }, expiresAt: "+1h" });
  const mock = createMock({ clock: "2026-11-22T12:00:00.000Z", world });
  mock.clock.advance({ hours: 1, ms: -1 });
  expect(await outcomeOf(add(mock, "counter", {}, "it"))).toBe("ok");
  mock.clock.advance({ ms: 1 });
  expect(await outcomeOf(add(mock, "counter", {}, "it"))).toBe("unsupported_product_feature");
});

test("the license's own counter and other features stay as they are", async () => {
  const mock = createMock();
  await add(mock, "consumption", { consumptions: 5 });
  const { product_features: features } = await clientOf(mock).call(
    "check-license",
    inputOf(mock, "check-license", "featureLicense"),
  );
  const totals = features.filter(({ feature_type }) => feature_type === "consumption");
  expect(totals).toMatchObject([15, 10, 5, 5].map((total_consumptions) => ({ total_consumptions })));
});

test("the service dialect adds the company", async () => {
  expect(await add(createMock(), "consumption")).not.toHaveProperty("company");
  const mock = createMock({ policy: { dialect: "service" } });
  expect(await add(mock, "consumption")).toHaveProperty("company");
});
