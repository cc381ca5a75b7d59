import type { CustomerLicenseUsersResponse } from "../../generated/types.ts";
import type { ContractCase } from "../case.ts";
import { caseMaker } from "./case-maker.ts";
import { withAuthorization } from "./changed-headers.ts";
import { complaintUnless, refusedStep, successStep } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { productOfRole, requestTo } from "./requests.ts";

const { ok, refused, send, story } = caseMaker("customer-license-users");
const asToken = (role: string) =>
  requestTo("customer-license-users", (scene) => ({
    ...send("customer")(scene),
    ...withAuthorization(`Bearer ${scene.role(role).access_token}`),
  }));

/** The contract of GET customer_license_users. */
export const customerLicenseUsersCases: readonly ContractCase[] = [
  ok(
    "the license users of a customer are listed, with a first password that was not changed",
    "customer",
    {},
    {
      also: ({ users }: CustomerLicenseUsersResponse) =>
        complaintUnless(
          users.some(({ is_initial_password, initial_password }) => is_initial_password && initial_password !== ""),
          "there is no initial password",
        ),
    },
  ),
  story("a token of this customer sees it", ["customer", "customerToken"], [successStep(asToken("customerToken"))], {
    variant: "token",
    effect: "none",
  }),
  ...genericCases("customer-license-users", { role: "customer", required: "customer" }).filter(
    ({ id }) => !id.endsWith("validation_error-type"),
  ),
  story(
    "a key-based product is refused",
    ["customer", "activeKeyLicense"],
    [refusedStep("invalid_product_auth_method", send("customer", productOfRole("activeKeyLicense")))],
    { effect: "none" },
  ),
  refused("customer_does_not_exist", "a customer who does not exist is refused", "customer", {
    customer: "nobody@customer.test",
  }),
  story(
    "a token of another customer does not see it",
    ["customer", "otherCustomerToken"],
    [
      refusedStep("customer_not_found", asToken("otherCustomerToken"), {
        rests: { outcome: "inviolable", code: "assumed" },
      }),
    ],
    { effect: "none" },
  ),
];
