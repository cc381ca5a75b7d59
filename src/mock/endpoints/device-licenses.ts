import type { Behaviour } from "../behaviour.ts";
import { licensesOfDevice } from "../rules/lists.ts";
import { listedLicenseView, viewOptions } from "../views/license.ts";
import { userView } from "../views/parts.ts";

/** Lists the licenses that know a device, whatever their state and the device's. documented: licenses for device */
export const deviceLicenses: Behaviour<"device-licenses"> = (input, context) =>
  licensesOfDevice(input.hardware_id, context).map(({ license, user }) => ({
    ...listedLicenseView(license, viewOptions(input), context),
    ...(user ? { user: userView(user) } : license.licenseKey !== null && { license_key: license.licenseKey }),
  }));
