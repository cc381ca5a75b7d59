import type { SsoUrlResponse } from "../../generated/types.ts";
import type { ContractCase } from "../case.ts";
import { caseMaker } from "./case-maker.ts";
import { complaintUnless } from "./expectations.ts";
import { genericCases } from "./generic.ts";

const { ok, refused } = caseMaker("sso-url");
const asks =
  (type: string) =>
  ({ url }: SsoUrlResponse) =>
    complaintUnless(new URL(url).searchParams.get("response_type") === type, `${url} does not ask for ${type}`);

/** The contract of GET sso_url. */
export const ssoUrlCases: readonly ContractCase[] = [
  ok(
    "the address of the sign-on page asks for a code",
    "ssoAccount",
    {},
    { also: asks("code"), alsoEvidence: "assumed" },
  ),
  ok(
    "the implicit grant is asked for where it is named",
    "ssoAccount",
    { response_type: "token" },
    {
      variant: "token",
      also: asks("id_token token"),
      alsoEvidence: "observed: a sample address",
    },
  ),
  ...genericCases("sso-url", {
    role: "ssoAccount",
    required: "customer_account_code",
    wrongType: { response_type: "maybe" },
  }),
  refused("sso_customer_account_url_error", "an account without single sign-on is refused", "noSsoAccount"),
  refused(
    "sso_customer_account_url_error",
    "an account that does not exist is refused",
    "ssoAccount",
    {
      customer_account_code: "nobody",
    },
    { variant: "unknown" },
  ),
  refused(
    "sso_customer_account_url_error",
    "an account whose code goes on after its end is refused",
    "ssoAccount",
    (role) => ({ customer_account_code: `${role.customer_account_code}-x` }),
    { variant: "longer" },
  ),
];
