import { expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, outcomeOf } from "../calls.ts";

const list = (mock: Mock, as?: string) =>
  clientOf(mock, as).call("customer-license-users", inputOf(mock, "customer-license-users", "customer"));

test.each([
  ["customerToken", "ok"],
  ["accountToken", "ok"],
  ["companyToken", "ok"],
  ["otherCustomerToken", "customer_not_found"],
  ["licenseToken", "customer_not_found"],
  ["limitedKey", "api_key_product_not_allowed"],
])("as %s the call answers %s", async (role, outcome) => {
  expect(await outcomeOf(list(createMock(), role))).toBe(outcome);
});

test("a user with two licenses of the customer stands there twice, with the activations of now", async () => {
  const email = "u@x.test";
  const license = { product: "p", users: [email], customer: "buyer@x.test" };
  const world = {
    companies: [{ name: "c" }],
    apiKeys: [{ apiKey: "a", sharedKey: "s" }],
    products: [{ code: "p", authorizationMethod: "user" as const }],
    customers: [{ email: "buyer@x.test" }],
    users: [{ email, password: "u" }],
    licenses: [{ ...license, devices: [{ hardwareId: "h" }] }, license, { product: "p", users: [email] }],
    roles: {
      customer: {
        about: "a customer and a user",
        product: "p",
        customer: "buyer@x.test",
        username: email,
        hardware_id: "h",
      },
    },
  };
  const mock = createMock({ world });
  expect((await list(mock)).users).toMatchObject([{ total_activations: 1 }, { total_activations: 1 }]);
  await clientOf(mock).call("deactivate-license", inputOf(mock, "deactivate-license", "customer"));
  expect((await list(mock)).users).toMatchObject([{ total_activations: 0 }, { total_activations: 0 }]);
});

test("the service dialect adds the company", async () => {
  expect(await list(createMock())).not.toHaveProperty("company");
  expect(await list(createMock({ policy: { dialect: "service" } }))).toHaveProperty("company");
});

test("an order that the shop has no number for is an empty text", async () => {
  const mock = createMock();
  const orders = async () => (await list(mock)).users.map(({ order_store_id }) => order_store_id);
  expect(await orders()).toEqual(["order-1002"]);
  for (const { id } of mock.world.licenses.list({ orderStoreId: "order-1002" }))
    mock.world.licenses.update(id, { orderStoreId: null });
  expect(await orders()).toEqual([""]);
});
