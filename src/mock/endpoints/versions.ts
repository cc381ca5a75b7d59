import type { Behaviour } from "../behaviour.ts";
import { requireInstaller } from "../rules/versions.ts";
import { instantView } from "../views/instant.ts";

/**
 * Lists the versions that a license may install, newest first.
 *
 * @throws unknown_product, api_key_product_not_allowed, license_key_or_license_user_required, license_not_found,
 * active_license_required, blacklisted (assumed), device_not_found. documented: get product versions, error responses
 */
export const versions: Behaviour<"versions"> = (input, context) =>
  requireInstaller(input, context).map(({ version, releasedAt }) => ({
    version,
    release_date: instantView(releasedAt),
  }));
