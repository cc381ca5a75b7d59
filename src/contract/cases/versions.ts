import type { VersionsResponse } from "../../generated/types.ts";
import type { Answer, ContractCase, StepContext } from "../case.ts";
import { caseMaker } from "./case-maker.ts";
import { complaintUnless, successStep } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { identificationCases } from "./identification.ts";

const { ok, refused, send, story } = caseMaker("versions");
const facts = (scene: StepContext) => scene.role("activeKeyLicense");
const listed = (versions: VersionsResponse) => versions.map(({ version }) => version).join() || "none";

/** The contract of GET versions. */
export const versionsCases: readonly ContractCase[] = [
  ok(
    "the versions are listed, newest first",
    "activeKeyLicense",
    {},
    {
      also: (versions: VersionsResponse, scene) => {
        const { newest_version, older_version } = facts(scene);
        const hasOlder = versions.some(({ version }) => version === older_version);
        return complaintUnless(
          versions[0]?.version === newest_version && hasOlder,
          `the versions are ${listed(versions)}`,
        );
      },
      alsoEvidence: "assumed",
    },
  ),
  story(
    "an environment narrows the list, and one that nothing was released for leaves none of it",
    ["activeKeyLicense"],
    [
      successStep(send("activeKeyLicense")),
      successStep(
        send("activeKeyLicense", ({ environment }) => ({ env: environment })),
        (versions: VersionsResponse, { seen }) => {
          const all = ((seen[0] as Answer).body as VersionsResponse).map(({ version }) => version);
          const isPart = versions.length > 0 && versions.every(({ version }) => all.includes(version));
          return complaintUnless(isPart && versions.length <= all.length, `the versions are ${listed(versions)}`);
        },
      ),
      successStep(
        send("activeKeyLicense", { env: "no-such-environment" }),
        (versions: VersionsResponse) => complaintUnless(versions.length === 0, `the versions are ${listed(versions)}`),
        { rests: { outcome: "assumed" } },
      ),
    ],
    { variant: "env", effect: "none" },
  ),
  ok(
    "a channel that nothing was released to gives an empty list",
    "activeKeyLicense",
    { channel: "staging" },
    {
      variant: "channel",
      also: (versions: VersionsResponse) =>
        complaintUnless(versions.length === 0, `the versions are ${listed(versions)}`),
    },
  ),
  ok(
    "the end of the maintenance ends the list",
    "installableLicense",
    {},
    {
      variant: "maintenance",
      also: (versions: VersionsResponse, scene) => {
        const { allowed_version, later_version } = scene.role("installableLicense");
        const found = versions.map(({ version }) => version);
        const isRight = found.includes(String(allowed_version)) && !found.includes(String(later_version));
        return complaintUnless(isRight, `the versions are ${listed(versions)}`);
      },
    },
  ),
  ...genericCases("versions", { role: "activeKeyLicense" }),
  ...identificationCases("versions", { key: "activeKeyLicense", user: "activeUserLicense" }),
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
