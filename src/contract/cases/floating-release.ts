import type { CheckedLicense } from "../../generated/types.ts";
import type { Answer, ContractCase, Role, Scene } from "../case.ts";
import { deviceCases } from "./activation.ts";
import { casesOf } from "./define.ts";
import { succeeds, unless } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { identificationCases } from "./identification.ts";
import { requestOf } from "./requests.ts";
import { released } from "./undo.ts";

const { ok, refused, send, story } = casesOf("floating-release");
const otherDevice = ({ other_hardware_id }: Role) => ({ hardware_id: other_hardware_id });

/** One device went and another came: so many seats are taken as before, whether the count includes the caller or not. */
function noMoreSeats({ floating_in_use_devices: now }: CheckedLicense, { seen }: Scene): string | undefined {
  const { floating_in_use_devices: before } = (seen[0] as Answer).body as CheckedLicense;
  const isMore = typeof now === "number" && typeof before === "number" && now > before;
  return unless(!isMore, `${now} seats are taken, expected ${before} as before the release`);
}

/** The contract of POST floating/release. */
export const floatingReleaseCases: readonly ContractCase[] = [
  ok("a release without a seat succeeds", "floatingLicense", {}, { evidence: "assumed" }),
  story(
    "a seat is given back",
    ["borrowableLicense"],
    [
      succeeds(requestOf("check-license", "borrowableLicense")),
      succeeds(send("borrowableLicense")),
      succeeds(requestOf("check-license", "borrowableLicense", otherDevice), noMoreSeats),
      succeeds(send("borrowableLicense", otherDevice)),
    ],
    {
      variant: "frees",
      effect: "reversible",
      undo: [released("borrowableLicense"), released("borrowableLicense", otherDevice)],
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
