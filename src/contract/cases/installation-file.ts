import type { InstallationFileResponse } from "../../generated/types.ts";
import type { ContractCase } from "../case.ts";
import { casesOf, unless } from "./define.ts";
import { genericCases, identificationCases } from "./generic.ts";

const { ok, refused } = casesOf("installation-file");
const is =
  (expected: string) =>
  ({ version, environment }: InstallationFileResponse) =>
    unless(`${version} ${environment}` === expected, `${version} ${environment}, expected ${expected}`);

/** The contract of GET installation_file. */
export const installationFileCases: readonly ContractCase[] = [
  ok("the newest installer is given", "activeKeyLicense", {}, { also: is("2.0.0 win64") }),
  ok(
    "a version is given where it is named",
    "activeKeyLicense",
    { version: "1.0.0" },
    { variant: "version", also: is("1.0.0 win64") },
  ),
  ok(
    "an environment is given where it is named",
    "activeKeyLicense",
    { env: "mac" },
    { variant: "env", also: is("2.0.0 mac") },
  ),
  ok(
    "the newest before the end of the maintenance is given",
    "installableLicense",
    {},
    { variant: "maintenance", also: is("1.0.0 win64") },
  ),
  ...genericCases("installation-file", { role: "activeKeyLicense" }),
  ...identificationCases("installation-file", { key: "activeKeyLicense", user: "activeUserLicense" }),
  refused("active_license_required", "a license that no device has activated is refused", "unactivatedLicense"),
  refused("blacklisted", "a blacklisted device is refused", "blacklistedDevice"),
  refused("device_not_found", "a device that is not active is refused", "otherDevice"),
  refused("version_not_found", "a version that does not exist is refused", "activeKeyLicense", { version: "9.9.9" }),
  refused(
    "version_not_found",
    "a version after the end of the maintenance is refused",
    "installableLicense",
    { version: "2.0.0" },
    {
      variant: "maintenance",
      evidence: "assumed",
    },
  ),
];
