import { describe, expect, test } from "vitest";
import { createMock, type Mock, type MockOptions } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, licenseWorld, outcomeOf } from "../calls.ts";

const file = (mock: Mock, role: string, fields = {}) =>
  clientOf(mock).call("installation-file", inputOf(mock, "installation-file", role, fields));

describe("of a version for several environments", () => {
  test("the newest is given, or the environment's own", async () => {
    const mock = createMock();
    expect(await file(mock, "activeKeyLicense", { version: "2.0.0" })).toMatchObject({ environment: "win64" });
    const mac = await file(mock, "activeKeyLicense", { version: "2.0.0", env: "mac" });
    expect(mac.installation_file).toBe("https://downloads.test/key-app-2.0.0.dmg");
  });

  test("an environment that it was not made for has none", async () => {
    const call = file(createMock(), "activeKeyLicense", { version: "1.0.0", env: "mac" });
    expect(await outcomeOf(call)).toBe("version_not_found");
  });
});

test("a product without versions has no file", async () => {
  expect(await outcomeOf(file(createMock(), "activeUserLicense"))).toBe("version_not_found");
});

test("a version that the vendor has switched off is not given, even by name", async () => {
  const versions = [{ version: "1.0.0", releasedAt: "2026-01-01", enabled: false }];
  const world = licenseWorld({ devices: [{ hardwareId: "h" }] }, { products: [{ code: "p", versions }] });
  expect(await outcomeOf(file(createMock({ world }), "it", { version: "1.0.0" }))).toBe("version_not_found");
});

test.each([
  [{ inactiveFiles: true }, "ok"],
  [{}, "active_license_required"],
])("an inactive license of a company with %j is answered %s", async (company, outcome) => {
  const products = [{ code: "p", versions: [{ version: "1.0.0", releasedAt: "2026-01-01" }] }];
  const world = licenseWorld({}, { companies: [{ name: "c", ...company }], products });
  expect(await outcomeOf(file(createMock({ world }), "it"))).toBe(outcome);
});

test("the service dialect adds the id and the company", async () => {
  const answer = (policy: MockOptions["policy"] = {}) => file(createMock({ policy }), "activeKeyLicense");
  const names = Object.keys(await answer());
  expect(Object.keys(await answer({ dialect: "service" })).sort()).toEqual([...names, "company", "id"].sort());
});

test("a key that is limited to other products is refused before the license is looked up", async () => {
  const mock = createMock();
  const input = inputOf(mock, "installation-file", "activeKeyLicense", { license_key: "NONE-NONE-NONE-NONE" });
  const call = clientOf(mock, "limitedKey").call("installation-file", input);
  expect(await outcomeOf(call)).toBe("api_key_product_not_allowed");
});
