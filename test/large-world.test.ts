import { expect, test } from "vitest";
import { validate } from "../src/api/validate.ts";
import { createMock, largeWorld } from "../src/index.ts";
import { clientOf } from "./calls.ts";

test("a large world fits the schema and has everything that lists show", async () => {
  const world = largeWorld({ licenses: 3_000 });
  expect(validate("world", world)).toEqual([]);
  const mock = createMock({ world });
  expect(mock.tables.licenses.count()).toBe(3_000);
  const { about: _about, ...first } = mock.roles.activeKeyLicense ?? { about: "" };
  expect(await clientOf(mock).call("check-license", first as never)).toMatchObject({ license_active: true });
  const products = await clientOf(mock).call("products", {});
  expect(products.some(({ is_bundle }) => is_bundle)).toBe(true);
  const customer = { product: "app-4", customer: "customer-4@customer.test" };
  expect((await clientOf(mock).call("customer-license-users", customer)).users.length).toBeGreaterThan(0);
});

test("the same options make the same world", () => {
  expect(largeWorld({ licenses: 100 })).toEqual(largeWorld({ licenses: 100 }));
  expect(largeWorld({ licenses: 1 }).licenses).toHaveLength(1);
});
