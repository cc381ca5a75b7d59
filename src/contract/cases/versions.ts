import type { VersionsResponse } from "../../generated/types.ts";
import type { ContractCase } from "../case.ts";
import { casesOf, unless } from "./define.ts";
import { genericCases, identificationCases } from "./generic.ts";

const { ok, refused } = casesOf("versions");
const list = (expected: string) => (versions: VersionsResponse) => {
  const found = versions.map(({ version }) => version).join();
  return unless(found === expected, `${found}, expected ${expected}`);
};

/** The contract of GET versions. */
export const versionsCases: readonly ContractCase[] = [
  ok(
    "the versions are listed, newest first, once for each environment",
    "activeKeyLicense",
    {},
    { also: list("2.0.0,2.0.0,1.0.0") },
  ),
  ok(
    "an environment narrows the list",
    "activeKeyLicense",
    { env: "win64" },
    { variant: "env", also: list("2.0.0,1.0.0") },
  ),
  ok(
    "a channel that nothing was released to gives an empty list",
    "activeKeyLicense",
    { channel: "staging" },
    {
      variant: "channel",
      also: list(""),
    },
  ),
  ok(
    "the end of the maintenance ends the list",
    "installableLicense",
    {},
    { variant: "maintenance", also: list("1.0.0") },
  ),
  ...genericCases("versions", { role: "activeKeyLicense" }),
  ...identificationCases("versions", { key: "activeKeyLicense", user: "activeUserLicense" }),
  refused("active_license_required", "a license that no device has activated is refused", "unactivatedLicense"),
  refused(
    "active_license_required",
    "a disabled license is refused",
    "disabledLicense",
    {},
    { variant: "disabled", evidence: "assumed" },
  ),
  refused("blacklisted", "a blacklisted device is refused", "blacklistedDevice"),
  refused("device_not_found", "a device that is not active is refused", "otherDevice"),
];
