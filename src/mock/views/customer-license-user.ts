import type { CustomerLicenseUser } from "../../generated/types.ts";
import type { LicenseRecord, UserRecord } from "../world/records.ts";

/** A license user on one license. The initial password shows until the user changes it. */
export function customerLicenseUserView(license: LicenseRecord, user: UserRecord): CustomerLicenseUser {
  return {
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    phone_number: user.phoneNumber,
    initial_password: user.isInitialPassword ? user.password : "",
    is_active: true,
    is_initial_password: user.isInitialPassword,
    license_id: license.id,
    order_id: license.orderId,
    order_store_id: license.orderStoreId ?? "",
    max_activations: user.maxActivations ?? 0,
    allow_unlimited_activations: user.maxActivations === null,
    total_activations: user.totalActivations,
  };
}
