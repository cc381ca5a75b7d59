import type { Context } from "../behaviour.ts";
import type { LicenseRecord, ProductRecord, UserRecord } from "../world/records.ts";
import { membersOf } from "./bundle.ts";
import type { Found } from "./license.ts";
import { maySeeLicense, mayUseProduct } from "./scope.ts";

/** The licenses of a user for a product, as far as the caller may see them; for a bundle its members' too. */
export function licensesOfUser(user: UserRecord, product: ProductRecord, context: Context): LicenseRecord[] {
  const { world } = context;
  context.because`licenses of ${user.email}, as far as the caller may see them`;
  return world.licenseUsers
    .byUser(product.id, user.id)
    .map(({ licenseId }) => world.licenses.get(licenseId) as LicenseRecord)
    .flatMap((license) => [license, ...membersOf(license, context)])
    .filter((license) => maySeeLicense(license, context));
}

/** The licenses that know a device, with the user who activated it, as far as the caller may see them. */
export function licensesOfDevice(hardwareId: string, context: Context): Found[] {
  const { world, caller } = context;
  context.because`licenses that know device ${hardwareId}, as far as the caller may see them`;
  return world.devices
    .byHardwareId(hardwareId)
    .map(({ licenseId, userId }) => ({
      license: world.licenses.get(licenseId) as LicenseRecord,
      user: world.users.get(userId),
    }))
    .filter(({ license }) => license.companyId === caller.companyId && maySeeLicense(license, context))
    .filter(({ license }) => mayUseProduct(license, context));
}
