import type { CheckedLicense } from "../../generated/types.ts";
import type { ContractCase } from "../case.ts";
import { casesOf } from "./define.ts";
import { under, unless } from "./expectations.ts";
import { isUsable } from "./license-claims.ts";

const { ok } = casesOf("check-license");

/** How long a subscription runs on after its end. */
export const graceCases: readonly ContractCase[] = [
  ok(
    "a subscription in its grace period has not expired",
    "graceLicense",
    {},
    { variant: "grace", also: isUsable, alsoEvidence: "documented: time-limited versus subscription" },
  ),
  ok(
    "hours of grace follow the end of the last day",
    "graceDayLicense",
    {},
    {
      variant: "grace-day",
      evidence: "assumed",
      also: isUsable,
      alsoEvidence: "assumed",
      otherwise: [
        under({ graceFrom: "instant", expiredCheck: "error" }, "license_expired"),
        under({ graceFrom: "instant" }, undefined, ({ is_expired }: CheckedLicense) =>
          unless(is_expired, "is_expired is false"),
        ),
      ],
    },
  ),
];
