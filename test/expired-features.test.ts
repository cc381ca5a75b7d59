import { describe, expect, test } from "vitest";
import { createMock } from "../src/mock/create-mock.ts";
import { bundleWorld, clientOf, inputOf, licenseWorld } from "./calls.ts";

const active = { devices: [{ hardwareId: "h" }] };

describe("a feature whose time is over", () => {
  const features = [
    { code: "past", expiresAt: "-1d" },
    { code: "now", expiresAt: "+1d" },
  ];
  const world = licenseWorld({ ...active, features });
  const all = { include_expired_features: true };
  const codes = (license: { product_features: { code: string }[] }) => license.product_features.map(({ code }) => code);

  test.each(["check-license", "activate-license"] as const)(
    "is listed by %s where it is asked for",
    async (endpoint) => {
      const mock = createMock({ world });
      const client = clientOf(mock);
      expect(codes(await client.call(endpoint, inputOf(mock, endpoint, "it")))).toEqual(["now"]);
      expect(codes(await client.call(endpoint, inputOf(mock, endpoint, "it", all)))).toEqual(["past", "now"]);
    },
  );

  test.each(["check-bundle", "activate-bundle"] as const)("is listed by %s where it is asked for", async (endpoint) => {
    const mock = createMock({ world: bundleWorld({ features }, active) });
    const listed = async (fields = {}) =>
      (await clientOf(mock).call(endpoint, inputOf(mock, endpoint, "it", fields))).flatMap(codes);
    expect(await listed()).toEqual(["now"]);
    expect(await listed(all)).toEqual(["past", "now"]);
  });

  test.each(["check-license", "activate-license"] as const)(
    "is told apart by %s in the service dialect",
    async (endpoint) => {
      const telling = createMock({ world, policy: { dialect: "service" } });
      const license = await clientOf(telling).call(endpoint, inputOf(telling, endpoint, "it", all));
      expect(license.product_features.map(({ is_expired }) => is_expired)).toEqual([true, false]);
      const silent = createMock({ world });
      const { product_features } = await clientOf(silent).call(endpoint, inputOf(silent, endpoint, "it", all));
      for (const feature of product_features) expect(feature).not.toHaveProperty("is_expired");
    },
  );
});
