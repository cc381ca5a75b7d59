import type { CheckedLicense } from "../../generated/types.ts";
import type { Answer, ContractCase, StepContext } from "../case.ts";
import { deviceCases } from "./activation-cases.ts";
import { caseMaker } from "./case-maker.ts";
import { complaintUnless, successStep } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { identificationCases } from "./identification.ts";
import { otherDevice, requestOf } from "./requests.ts";
import { seatsReleased } from "./undo-requests.ts";

const { ok, refused, send, story } = caseMaker("floating-release");

/** One device went and another came: so many seats are taken as before, whether the count includes the caller or not. */
function noMoreSeats({ floating_in_use_devices: now }: CheckedLicense, { seen }: StepContext): string | undefined {
  const { floating_in_use_devices: before } = (seen[0] as Answer).body as CheckedLicense;
  const isMore = typeof now === "number" && typeof before === "number" && now > before;
  return complaintUnless(!isMore, `${now} seats are taken, expected ${before} as before the release`);
}

/** The contract of POST floating/release. */
export const floatingReleaseCases: readonly ContractCase[] = [
  ok("a release without a seat succeeds", "floatingLicense", {}, { evidence: "assumed" }),
  story(
    "a seat is given back",
    ["borrowableLicense"],
    [
      successStep(requestOf("check-license", "borrowableLicense")),
      successStep(send("borrowableLicense")),
      successStep(requestOf("check-license", "borrowableLicense", otherDevice), noMoreSeats),
      successStep(send("borrowableLicense", otherDevice)),
    ],
    {
      variant: "frees",
      effect: "reversible",
      undo: seatsReleased("borrowableLicense"),
    },
  ),
  ...genericCases("floating-release", { role: "floatingLicense" }),
  ...identificationCases("floating-release", { key: "floatingLicense", user: "borrowableUserLicense" }, {}, "nothing"),
  ...deviceCases("floating-release", {}, () => "nothing"),
  refused(
    "floating_not_available",
    "a license that is not floating is refused",
    "activeKeyLicense",
    {},
    { rests: { outcome: "assumed", code: "assumed" }, ifActs: "nothing" },
  ),
];
