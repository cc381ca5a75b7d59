import { expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, licenseWorld } from "../calls.ts";

const codes = async (mock: Mock, role?: string) =>
  (await clientOf(mock, role).call("products", {})).map(({ short_code }) => short_code);

test("a key that is limited to products sees those alone", async () => {
  expect(await codes(createMock(), "limitedKey")).toEqual(["archived-app"]);
});

test("a company sees its own products alone", async () => {
  expect(await codes(createMock(), "lockedPasswordUser")).toEqual([]);
});

test("a key that may only read may list", async () => {
  expect(await codes(createMock(), "readOnlyKey")).toContain("key-app");
});

test("disabled and archived products are listed, and told apart", async () => {
  const products = await clientOf(createMock()).call("products", {});
  const find = (code: string) => products.find(({ short_code }) => short_code === code);
  expect(find("disabled-app")).toMatchObject({ active: false, is_archived: false });
  expect(find("archived-app")).toMatchObject({ active: true, is_archived: true });
  expect(find("suite")).toMatchObject({ is_bundle: true });
});

test("the key-based method is spelt as the policy says", async () => {
  const mock = createMock({ policy: { authorizationMethod: "license-key" } });
  const methods = (await clientOf(mock).call("products", {})).map(({ authorization_method: method }) => method);
  expect([...new Set(methods)].sort()).toEqual(["license-key", "user"]);
});

test("a product whose licenses last for no agreed time says so by an empty text", async () => {
  const world = { ...licenseWorld({}), products: [{ code: "p" }, { code: "q", validDuration: "1y" }] };
  const products = await clientOf(createMock({ world })).call("products", {});
  expect(products.map(({ valid_duration }) => valid_duration)).toEqual(["", "1y"]);
});
