import { ApiError } from "../../api/errors.ts";
import type { Context } from "../behaviour.ts";
import type { CompanyRecord, LicenseRecord, ProductRecord, VersionRecord } from "../world/records.ts";
import { requireNotBlacklisted } from "./device.ts";
import { type Identification, isActive, requireLicense } from "./license.ts";
import { requireProduct } from "./product.ts";

/** Which versions are asked for. */
export interface VersionFilter {
  readonly env?: string;
  readonly channel?: string;
}

/**
 * The versions that a license may install, newest first: released up to the end of its maintenance, else of its
 * validity, else all; of the environment and channel that were asked for.
 */
export function offeredVersions(
  product: ProductRecord,
  license: LicenseRecord,
  filter: VersionFilter,
): VersionRecord[] {
  const until = license.maintainedUntil ?? license.expiresAt ?? Number.POSITIVE_INFINITY;
  return newestOf(product.versions, filter).filter(({ releasedAt }) => releasedAt <= until);
}

/** The versions of an environment and channel, newest first; those that the vendor has switched off are left out. */
export function newestOf(versions: readonly VersionRecord[], { env, channel }: VersionFilter): VersionRecord[] {
  return versions
    .filter(
      (version) =>
        version.enabled &&
        (env === undefined || version.environment === env) &&
        (channel === undefined || version.channel === channel),
    )
    .sort((a, b) => b.releasedAt - a.releasedAt || b.id - a.id);
}

/**
 * The versions that this device may install. Pages about installers have codes of their own: a license that is disabled
 * or not active is one that is not active, unless the company gives its files to inactive licenses too.
 *
 * @throws unknown_product, api_key_product_not_allowed, license_key_or_license_user_required, license_not_found,
 * active_license_required, blacklisted, device_not_found
 */
export function requireInstaller(
  input: Identification & VersionFilter & { readonly product: string },
  context: Context,
): VersionRecord[] {
  const { world, caller } = context;
  const product = requireProduct(input.product, context);
  const { license } = requireLicense(input, product, "if-given", context, "license_key_or_license_user_required");
  if (!(world.companies.get(caller.companyId) as CompanyRecord).inactiveFiles) {
    if (!license.enabled) {
      throw new ApiError("active_license_required", { explanation: "the license is disabled" });
    }
    const device = world.devices.byHardware(license.id, input.hardware_id);
    if (device) requireNotBlacklisted(input.hardware_id, context);
    if (!isActive(license)) throw new ApiError("active_license_required");
    if (!device?.active) throw new ApiError("device_not_found");
    context.because`device ${input.hardware_id} is active`;
  }
  const offered = offeredVersions(product, license, input);
  context.because`${offered.length} of ${product.versions.length} versions may be installed`;
  return offered;
}
