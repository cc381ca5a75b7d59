import { ApiError } from "../../api/errors.ts";
import type { Behaviour } from "../behaviour.ts";
import { requireInstaller } from "../rules/versions.ts";
import { companyView } from "../views/parts.ts";
import { installationFileView } from "../views/versions.ts";

/**
 * Gives the installer of a version, of the newest one where none is named.
 *
 * @throws unknown_product, api_key_product_not_allowed, license_key_or_license_user_required, license_not_found,
 * active_license_required, blacklisted (assumed), device_not_found, version_not_found. documented: get installation file, SDK error page
 */
export const installationFile: Behaviour<"installation-file"> = (input, context) => {
  const offered = requireInstaller(input, context);
  const found = input.version === undefined ? offered[0] : offered.find(({ version }) => version === input.version);
  if (!found) throw new ApiError("version_not_found", { detail: input.version });
  const { id, ...file } = installationFileView(found);
  if (context.policy.dialect === "documents") return file;
  return { id, ...file, company: companyView(context.caller) };
};
