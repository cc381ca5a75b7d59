import type { ContractCase } from "../case.ts";
import { activateBundleCases } from "./activate-bundle.ts";
import { activateBundleOfflineCases } from "./activate-bundle-offline.ts";
import { activateLicenseCases } from "./activate-license.ts";
import { activateOfflineCases } from "./activate-offline.ts";
import { addConsumptionCases } from "./add-consumption.ts";
import { addFeatureConsumptionCases } from "./add-feature-consumption.ts";
import { askedForCases } from "./asked-for.ts";
import { atOnceCases } from "./at-once.ts";
import { bystanderCases } from "./bystanders.ts";
import { changePasswordCases } from "./change-password.ts";
import { checkBundleCases } from "./check-bundle.ts";
import { checkLicenseCases } from "./check-license.ts";
import { checkLicenseFeatureCases } from "./check-license-feature.ts";
import { completeCases } from "./complete.ts";
import { customerLicenseUsersCases } from "./customer-license-users.ts";
import { deactivateBundleCases } from "./deactivate-bundle.ts";
import { deactivateBundleOfflineCases } from "./deactivate-bundle-offline.ts";
import { deactivateLicenseCases } from "./deactivate-license.ts";
import { deactivateOfflineCases } from "./deactivate-offline.ts";
import { deviceLicensesCases } from "./device-licenses.ts";
import { floatingBorrowCases } from "./floating-borrow.ts";
import { floatingFeatureBorrowCases } from "./floating-feature-borrow.ts";
import { floatingFeatureReleaseCases } from "./floating-feature-release.ts";
import { floatingReleaseCases } from "./floating-release.ts";
import { getDeviceVariablesCases } from "./get-device-variables.ts";
import { installationFileCases } from "./installation-file.ts";
import { oauthTokenCases } from "./oauth-token.ts";
import { oauthUrlCases } from "./oauth-url.ts";
import { poolCases } from "./pools.ts";
import { productDetailsCases } from "./product-details.ts";
import { productsCases } from "./products.ts";
import { refusedChangesNothingCases } from "./refused-changes-nothing.ts";
import { seatsOfTwoCases } from "./seats-of-two.ts";
import { ssoUrlCases } from "./sso-url.ts";
import { trackDeviceVariablesCases } from "./track-device-variables.ts";
import { trialKeyCases } from "./trial-key.ts";
import { twoOfEverythingCases } from "./two-of-everything.ts";
import { userLicensesCases } from "./user-licenses.ts";
import { versionsCases } from "./versions.ts";

/** Every case of the contract. */
export const cases: readonly ContractCase[] = [
  ...addConsumptionCases,
  ...checkLicenseFeatureCases,
  ...checkLicenseCases,
  ...deactivateLicenseCases,
  ...activateLicenseCases,
  ...activateBundleCases,
  ...deactivateBundleCases,
  ...checkBundleCases,
  ...activateOfflineCases,
  ...deactivateOfflineCases,
  ...activateBundleOfflineCases,
  ...deactivateBundleOfflineCases,
  ...addFeatureConsumptionCases,
  ...floatingBorrowCases,
  ...floatingReleaseCases,
  ...floatingFeatureBorrowCases,
  ...floatingFeatureReleaseCases,
  ...trialKeyCases,
  ...productDetailsCases,
  ...productsCases,
  ...versionsCases,
  ...installationFileCases,
  ...getDeviceVariablesCases,
  ...trackDeviceVariablesCases,
  ...changePasswordCases,
  ...userLicensesCases,
  ...deviceLicensesCases,
  ...customerLicenseUsersCases,
  ...ssoUrlCases,
  ...oauthUrlCases,
  ...oauthTokenCases,
  ...atOnceCases,
  ...refusedChangesNothingCases,
  ...bystanderCases,
  ...twoOfEverythingCases,
  ...seatsOfTwoCases,
  ...completeCases,
  ...askedForCases,
  ...poolCases,
];
