import type { Context } from "../behaviour.ts";
import type { CustomerRecord, LicenseRecord, ProductRecord, UserRecord } from "../world/records.ts";
import { isAllowed } from "./product.ts";

/** Whether a caller may see a license. OAuth clients can be limited to an account, a customer or one license. */
export function maySeeLicense(license: LicenseRecord, { caller: { scope }, world }: Context): boolean {
  if (scope === undefined) return true;
  if (scope.kind === "license") return license.licenseKey === scope.licenseKey;
  if (scope.kind === "customer") return license.customerId === scope.id;
  return world.customers.get(license.customerId)?.customerAccountId === scope.id;
}

/** Whether a caller may see a license user: through any license that it sees. */
export function maySeeUser(user: UserRecord, context: Context): boolean {
  const { caller, world } = context;
  if (caller.scope === undefined) return true;
  return world.licenseUsers
    .byUserId(user.id)
    .some(({ licenseId }) => maySeeLicense(world.licenses.get(licenseId) as LicenseRecord, context));
}

/** Whether a caller may see a customer. */
export function maySeeCustomer(customer: CustomerRecord, { caller: { scope } }: Context): boolean {
  if (scope === undefined) return true;
  if (scope.kind === "license") return false;
  return scope.kind === "customer" ? customer.id === scope.id : customer.customerAccountId === scope.id;
}

/** Whether the caller's API key may use a license's product. */
export function mayUseProduct(license: LicenseRecord, { caller: { products }, world }: Context): boolean {
  return isAllowed((world.products.get(license.productId) as ProductRecord).code, products);
}
