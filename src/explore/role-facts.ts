import { readDefaultWorld } from "../generated/fixtures.ts";
import type { WorldLicense, WorldRole } from "../generated/types.ts";

/** How the default world plays a role: what its description promises of a target's role of that name. */
export function describedRole(name: string): WorldRole | undefined {
  return readDefaultWorld().roles?.[name];
}

/** The license, or licenses, that the default world has for a role. */
export function describedLicenses(name: string): readonly WorldLicense[] {
  const { license_key: key, username }: Partial<WorldRole> = describedRole(name) ?? {};
  return (readDefaultWorld().licenses ?? []).filter(
    ({ licenseKey, users = [] }) =>
      (key !== undefined && licenseKey === key) || (username !== undefined && users.includes(String(username))),
  );
}

/** Whether a check by a role may take a seat: its license is floating, or a feature of it is. */
export function hasSeats(name: string): boolean {
  const licenses = describedLicenses(name);
  if (licenses.length === 0) return true; // of whom nobody knows which licenses they have, they may have any
  return licenses.some(({ floating, features = [] }) => floating || features.some((one) => one.floating));
}

/** Whether a role's product is a bundle. */
export function isBundleRole(name: string): boolean {
  const product = describedRole(name)?.product;
  return (readDefaultWorld().products ?? []).some(({ code, bundle }) => code === product && bundle !== undefined);
}

/** Whether a role's license counts units. */
export function countsUnits(name: string): boolean {
  const licenses = describedLicenses(name);
  return licenses.length === 0 || licenses.some(({ type }) => type === "consumption");
}
