import type { ActivateBundleResponse } from "../../generated/types.ts";
import type { ContractCase } from "../case.ts";
import { activationCases, bundleRoles, proofCases } from "./activation.ts";
import { casesOf, isRefused, requestOf, succeeds, unless } from "./define.ts";
import { genericCases, identificationCases } from "./generic.ts";

const { ok, refused, send, story } = casesOf("activate-bundle");
const permanent = { effect: "permanent" } as const;
const product = "the bundle's own license comes first, then its members'";

/** The contract of POST activate_bundle. */
export const activateBundleCases: readonly ContractCase[] = [
  ok(
    `a bundle is activated as a whole: ${product}`,
    "unactivatedBundle",
    {},
    {
      ...permanent,
      also: (licenses: ActivateBundleResponse) => {
        const codes = licenses.map(({ product_details }) => product_details.short_code).join();
        return unless(codes === "suite,suite-writer,suite-counter", `the products are ${codes}`);
      },
    },
  ),
  ok("a user's bundle is activated", "userBundleLicense", {}, { variant: "user" }),
  ok("a single sign-on token identifies the user", "ssoBundleUser", { code: undefined }, { variant: "id-token" }),
  story(
    "a bundle with one disabled member is activated on none of its licenses",
    ["disabledMemberBundle"],
    [
      isRefused("license_not_enabled", send("disabledMemberBundle", { hardware_id: "Laptop-9" })),
      isRefused("device_not_found", requestOf("check-bundle", "disabledMemberBundle", { hardware_id: "Laptop-9" })),
    ],
    { variant: "none", effect: "none", evidence: "assumed" },
  ),
  story(
    "a bundle that is activated can be checked and let go",
    ["unactivatedBundle"],
    [
      succeeds(send("unactivatedBundle")),
      succeeds(requestOf("check-bundle", "unactivatedBundle")),
      succeeds(requestOf("deactivate-bundle", "unactivatedBundle")),
      isRefused("license_not_active", requestOf("check-bundle", "unactivatedBundle")),
    ],
    { variant: "whole-life" },
  ),
  ...genericCases("activate-bundle", { role: "unactivatedBundle" }),
  ...identificationCases("activate-bundle", { key: "unactivatedBundle", user: "userBundleLicense" }),
  ...proofCases("activate-bundle", { user: "userBundleLicense", token: "ssoBundleUser" }),
  refused(
    "unknown_product",
    "a product that is no bundle is refused",
    "activeKeyLicense",
    {},
    {
      variant: "no-bundle",
      evidence: "assumed",
    },
  ),
  ...activationCases("activate-bundle", bundleRoles),
  refused(
    "floating_not_available",
    "without a free seat activation is refused where the policy says so",
    "fullFloatingBundle",
    {},
    {
      policy: { activationTakesSeat: true },
    },
  ),
];
