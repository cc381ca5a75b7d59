import type { WorldLicense } from "../../../generated/types.ts";
import type { LicenseRecord, ProductRecord } from "../records.ts";
import type { World } from "../world.ts";
import type { Reading } from "./reading.ts";

type Holders = Pick<WorldLicense, "bundle" | "licenseKey" | "users">;

/** The bundle's own license, which stands before its members in the file and shares their key or users. */
export function findBundleLicense(
  { bundle, licenseKey, users }: Holders,
  companyId: number,
  world: World,
): LicenseRecord | undefined {
  const product = world.products.byCode(companyId, bundle as string);
  if (!product) return undefined;
  if (licenseKey !== undefined) return world.licenses.byKey(product.id, licenseKey);
  const user = users?.[0] === undefined ? undefined : world.users.byEmail(companyId, users[0]);
  return user && world.licenses.get(world.licenseUsers.byUser(product.id, user.id)[0]?.licenseId ?? 0);
}

/** Who holds a license: users, and the bundle by its code, with ids where these leave doubt. */
export function writeHolders(
  { id, companyId, licenseKey, bundleLicenseId }: LicenseRecord,
  { authorizationMethod }: ProductRecord,
  { world, isExact }: Reading,
) {
  const links = world.licenseUsers.byLicense(id);
  const users = links.map(({ userId }) => world.users.get(userId)?.email ?? "");
  const own = world.licenses.get(bundleLicenseId);
  const bundle = own && world.products.get(own.productId)?.code;
  const holders = { ...(licenseKey !== null && { licenseKey }), users, ...(bundle !== undefined && { bundle }) };
  const isClear = bundle === undefined || findBundleLicense(holders, companyId, world)?.id === bundleLicenseId;
  return {
    users: users.length > 0 || authorizationMethod === "user" ? users : undefined,
    userLinkIds: isExact && links.length > 0 ? links.map((link) => link.id) : undefined,
    bundle,
    bundleLicenseId: (isExact || !isClear) && own ? own.id : undefined,
  };
}
