import type { CheckedLicense } from "../../generated/types.ts";
import type { ContractCase } from "../case.ts";
import { caseMaker } from "./case-maker.ts";
import { complaintUnless, underPolicy } from "./expectations.ts";
import { requireUsable } from "./license-claims.ts";

const { ok } = caseMaker("check-license");

/** How long a subscription runs on after its end. */
export const graceCases: readonly ContractCase[] = [
  ok(
    "a subscription in its grace period has not expired",
    "graceLicense",
    {},
    { variant: "grace", also: requireUsable, alsoEvidence: "documented: time-limited versus subscription" },
  ),
  ok(
    "hours of grace follow the end of the last day",
    "graceDayLicense",
    {},
    {
      variant: "grace-day",
      evidence: "assumed",
      also: requireUsable,
      alsoEvidence: "assumed",
      otherwise: [
        underPolicy({ graceFrom: "instant", expiredCheck: "error" }, "license_expired"),
        underPolicy({ graceFrom: "instant" }, undefined, ({ is_expired }: CheckedLicense) =>
          complaintUnless(is_expired, "is_expired is false"),
        ),
      ],
    },
  ),
];
