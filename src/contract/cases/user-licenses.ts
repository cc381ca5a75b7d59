import type { UserLicensesResponse } from "../../generated/types.ts";
import type { ContractCase, StepContext } from "../case.ts";
import { caseMaker } from "./case-maker.ts";
import { complaintUnless, refusedStep, successStep } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { identificationCases } from "./identification.ts";
import { proofCases } from "./proof-cases.ts";
import { productOfRole } from "./requests.ts";
import { toleranceCases } from "./tolerance.ts";

const { ok, send, story } = caseMaker("user-licenses");
const counts = (expected: number) => (licenses: UserLicensesResponse) =>
  complaintUnless(licenses.length >= expected, `${licenses.length} licenses, expected ${expected} or more`);

/** The complaint, unless there are several licenses, all of the product and the user. */
function areOnes(licenses: UserLicensesResponse, scene: StepContext): string | undefined {
  const { product, username } = scene.role("severalLicensesUser");
  const strange = licenses.find(
    ({ license, user }) => license.product_details.short_code !== product || user.email !== username,
  );
  if (strange === undefined) return counts(2)(licenses);
  return `there is a license of ${strange.user.email} for ${strange.license.product_details.short_code}`;
}

/** The contract of GET user_licenses. */
export const userLicensesCases: readonly ContractCase[] = [
  ok(
    "the licenses of a user are listed, and no others",
    "severalLicensesUser",
    {},
    {
      also: areOnes,
      alsoEvidence: "inviolable",
    },
  ),
  ok(
    "a single sign-on token identifies the user",
    "ssoUser",
    { code: undefined },
    { variant: "id-token", also: counts(1) },
  ),
  ok(
    "a single sign-on code identifies the user",
    "ssoUser",
    { id_token: undefined },
    { variant: "code", also: counts(1) },
  ),
  ok("a bundle lists its members too", "userBundleLicense", {}, { variant: "bundle", also: counts(2) }),
  story(
    "a user without a license of the product gets an empty list",
    ["activeUserLicense", "userBundleLicense"],
    [
      successStep(
        send("activeUserLicense", productOfRole("userBundleLicense")),
        (licenses: UserLicensesResponse) => complaintUnless(licenses.length === 0, "the list is not empty"),
        { evidence: "assumed" },
      ),
    ],
    { variant: "none", effect: "none" },
  ),
  ...toleranceCases("user-licenses", "severalLicensesUser"),
  ...genericCases("user-licenses", {
    role: "activeUserLicense",
    required: "product",
    wrongType: "none",
  }),
  ...identificationCases("user-licenses", { key: "activeUserLicense", user: "activeUserLicense" }).filter(
    ({ id }) => !/license_not_found(-license-id|-bundle)?$/.test(id),
  ),
  ...proofCases("user-licenses", { user: "activeUserLicense", token: "ssoUser" }),
  story(
    "a key-based product is refused",
    ["activeUserLicense", "activeKeyLicense"],
    [refusedStep("invalid_product_auth_method", send("activeUserLicense", productOfRole("activeKeyLicense")))],
    { effect: "none" },
  ),
];
