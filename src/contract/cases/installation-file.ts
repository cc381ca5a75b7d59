import type { InstallationFileResponse } from "../../generated/types.ts";
import type { ContractCase, StepContext } from "../case.ts";
import { caseMaker } from "./case-maker.ts";
import { complaintUnless } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { identificationCases } from "./identification.ts";

const { ok, refused } = caseMaker("installation-file");
const is =
  (role: string, field: "version" | "environment", fact: string) =>
  (file: InstallationFileResponse, scene: StepContext) => {
    const expected = scene.role(role)[fact];
    return complaintUnless(file[field] === expected, `the ${field} is ${file[field]}, expected ${expected}`);
  };

/** The contract of GET installation_file. */
export const installationFileCases: readonly ContractCase[] = [
  ok(
    "the newest installer is given",
    "activeKeyLicense",
    {},
    { also: is("activeKeyLicense", "version", "newest_version"), alsoEvidence: "assumed" },
  ),
  ok("a version is given where it is named", "activeKeyLicense", ({ older_version }) => ({ version: older_version }), {
    variant: "version",
    also: is("activeKeyLicense", "version", "older_version"),
  }),
  ok("an environment is given where it is named", "activeKeyLicense", ({ environment }) => ({ env: environment }), {
    variant: "env",
    also: is("activeKeyLicense", "environment", "environment"),
  }),
  ok(
    "the newest before the end of the maintenance is given",
    "installableLicense",
    {},
    {
      variant: "maintenance",
      also: is("installableLicense", "version", "allowed_version"),
      alsoEvidence: "documented: installation file",
    },
  ),
  ...genericCases("installation-file", { role: "activeKeyLicense" }),
  ...identificationCases("installation-file", { key: "activeKeyLicense", user: "activeUserLicense" }),
  refused(
    "active_license_required",
    "a license that no device has activated is refused",
    "unactivatedLicense",
    {},
    {
      isOrder: true,
      rests: { code: "assumed" },
    },
  ),
  refused("blacklisted", "a blacklisted device is refused", "blacklistedDevice"),
  refused("device_not_found", "a device that is not active is refused", "otherDevice"),
  refused("version_not_found", "a version that does not exist is refused", "activeKeyLicense", { version: "9.9.9" }),
  refused(
    "version_not_found",
    "a version after the end of the maintenance is refused",
    "installableLicense",
    ({ later_version }) => ({ version: later_version }),
    {
      variant: "maintenance",
      rests: { code: "assumed" },
    },
  ),
];
