import type { EndpointName } from "../../api/endpoints.ts";
import type { Behaviour } from "../behaviour.ts";
import { activateBundle } from "./activate-bundle.ts";
import { activateBundleOffline } from "./activate-bundle-offline.ts";
import { activateLicense } from "./activate-license.ts";
import { activateOffline } from "./activate-offline.ts";
import { addConsumption } from "./add-consumption.ts";
import { addFeatureConsumption } from "./add-feature-consumption.ts";
import { changePassword } from "./change-password.ts";
import { checkBundle } from "./check-bundle.ts";
import { checkLicense } from "./check-license.ts";
import { checkLicenseFeature } from "./check-license-feature.ts";
import { customerLicenseUsers } from "./customer-license-users.ts";
import { deactivateBundle } from "./deactivate-bundle.ts";
import { deactivateBundleOffline } from "./deactivate-bundle-offline.ts";
import { deactivateLicense } from "./deactivate-license.ts";
import { deactivateOffline } from "./deactivate-offline.ts";
import { deviceLicenses } from "./device-licenses.ts";
import { floatingBorrow } from "./floating-borrow.ts";
import { floatingFeatureBorrow } from "./floating-feature-borrow.ts";
import { floatingFeatureRelease } from "./floating-feature-release.ts";
import { floatingRelease } from "./floating-release.ts";
import { getDeviceVariables } from "./get-device-variables.ts";
import { installationFile } from "./installation-file.ts";
import { oauthUrl } from "./oauth-url.ts";
import { productDetails } from "./product-details.ts";
import { products } from "./products.ts";
import { ssoUrl } from "./sso-url.ts";
import { trackDeviceVariables } from "./track-device-variables.ts";
import { trialKey } from "./trial-key.ts";
import { userLicenses } from "./user-licenses.ts";
import { versions } from "./versions.ts";

/** What each endpoint does. */
export const behaviours: { readonly [E in EndpointName]: Behaviour<E> } = {
  "activate-bundle": activateBundle,
  "activate-bundle-offline": activateBundleOffline,
  "activate-license": activateLicense,
  "activate-offline": activateOffline,
  "add-consumption": addConsumption,
  "add-feature-consumption": addFeatureConsumption,
  "change-password": changePassword,
  "check-bundle": checkBundle,
  "check-license": checkLicense,
  "check-license-feature": checkLicenseFeature,
  "customer-license-users": customerLicenseUsers,
  "deactivate-bundle": deactivateBundle,
  "deactivate-bundle-offline": deactivateBundleOffline,
  "deactivate-license": deactivateLicense,
  "deactivate-offline": deactivateOffline,
  "device-licenses": deviceLicenses,
  "floating-borrow": floatingBorrow,
  "floating-feature-borrow": floatingFeatureBorrow,
  "floating-feature-release": floatingFeatureRelease,
  "floating-release": floatingRelease,
  "get-device-variables": getDeviceVariables,
  "installation-file": installationFile,
  "oauth-url": oauthUrl,
  "product-details": productDetails,
  products: products,
  "sso-url": ssoUrl,
  "track-device-variables": trackDeviceVariables,
  "trial-key": trialKey,
  "user-licenses": userLicenses,
  versions: versions,
};
