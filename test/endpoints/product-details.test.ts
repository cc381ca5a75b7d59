import { describe, expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, licenseWorld, outcomeOf } from "../calls.ts";

const details = (mock: Mock, role: string, fields = {}) =>
  clientOf(mock).call("product-details", inputOf(mock, "product-details", role, fields));
const latest = { include_latest_version: true };

describe("the latest version", () => {
  test("is left out unless it is asked for", async () => {
    expect(await details(createMock(), "activeKeyLicense")).not.toHaveProperty("latest_version");
  });

  test("is the newest of its environment that is switched on", async () => {
    const versions = [
      { version: "1.0.0", releasedAt: "2026-01-01", environment: "mac" },
      { version: "2.0.0", releasedAt: "2026-02-01", environment: "mac", enabled: false },
      { version: "3.0.0", releasedAt: "2026-03-01", environment: "win64" },
    ];
    const mock = createMock({ world: licenseWorld({}, { products: [{ code: "p", versions }] }) });
    expect((await details(mock, "it", latest)).latest_version?.version).toBe("3.0.0");
    const { latest_version } = await details(mock, "it", { ...latest, env: "mac" });
    expect(latest_version).toMatchObject({ version: "1.0.0", release_date: "2026-01-01" });
    expect((await details(mock, "it", { ...latest, env: "amiga" })).latest_version).toBeNull();
  });
});

test("the service dialect adds the company", async () => {
  expect(await details(createMock(), "activeKeyLicense")).not.toHaveProperty("company");
  const mock = createMock({ policy: { dialect: "service" } });
  expect(await details(mock, "activeKeyLicense")).toHaveProperty("company");
});

test.each([
  [{}, "license_key"],
  [{ dialect: "service" }, "license-key"],
  [{ authorizationMethod: "license-key" }, "license-key"],
  [{ dialect: "service", authorizationMethod: "license_key" }, "license_key"],
] as const)("under %j the key-based method is spelt %s, the other never changes", async (policy, spelling) => {
  const mock = createMock({ policy });
  expect((await details(mock, "activeKeyLicense")).authorization_method).toBe(spelling);
  expect((await details(mock, "activeUserLicense")).authorization_method).toBe("user");
});

test("a product that is closed to activations is described all the same", async () => {
  const mock = createMock();
  expect(await outcomeOf(details(mock, "disabledProduct"))).toBe("ok");
  expect(await outcomeOf(details(mock, "archivedProduct"))).toBe("ok");
});

test("a key of another company does not know the product", async () => {
  const mock = createMock();
  const call = clientOf(mock, "lockedPasswordUser").call("product-details", { product: "key-app" });
  expect(await outcomeOf(call)).toBe("unknown_product");
});
