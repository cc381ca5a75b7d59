import { ApiError } from "../../api/errors.ts";
import type { Behaviour } from "../behaviour.ts";
import { requireUserBasedProduct } from "../rules/product.ts";
import { maySeeCustomer } from "../rules/scope.ts";
import { customerLicenseUserView } from "../views/customer-license-user.ts";
import { companyView, customerRecordView } from "../views/parts.ts";
import type { LicenseRecord, UserRecord } from "../world/records.ts";

/**
 * Lists the license users of a customer for a product, once for each license.
 *
 * @throws unknown_product, api_key_product_not_allowed, invalid_product_auth_method, customer_does_not_exist,
 * customer_not_found. documented: list license users for customer, error responses
 */
export const customerLicenseUsers: Behaviour<"customer-license-users"> = (input, context) => {
  const { world, caller, policy } = context;
  const product = requireUserBasedProduct(input.product, context);
  const customer = world.customers.byEmail(caller.companyId, input.customer);
  if (!customer) throw new ApiError("customer_does_not_exist", { detail: input.customer });
  if (!maySeeCustomer(customer, context)) throw new ApiError("customer_not_found", { detail: input.customer });
  context.because`customer ${customer.email}`;
  const held = world.licenseUsers
    .byProduct(product.id)
    .map(({ licenseId, userId }) => ({
      license: world.licenses.get(licenseId) as LicenseRecord,
      user: world.users.get(userId) as UserRecord,
    }))
    .filter(({ license }) => license.customerId === customer.id);
  return {
    customer: customerRecordView(customer, world.customerAccounts.get(customer.customerAccountId ?? 0)),
    users: held.map(({ license, user }) => customerLicenseUserView(license, user)),
    ...(policy.dialect === "service" && { company: companyView(caller) }),
  };
};
