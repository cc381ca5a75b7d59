import type { AddConsumptionResponse } from "../../generated/types.ts";
import type { Answer, ContractCase, Scene } from "../case.ts";
import { casesOf, filled, isRefused, newDevice, requestOf, succeeds, under, unless } from "./define.ts";
import { genericCases, identificationCases } from "./generic.ts";
import { toleranceCases } from "./tolerance.ts";

const { ok, refused, send, story } = casesOf("add-consumption");
const permanent = { effect: "permanent" } as const;
/** Puts the limit of overages back, without a unit. */
const limitAgain = send("overageConsumptionLicense", ({ overage_limit }) => ({
  consumptions: 0,
  max_overages: overage_limit,
}));

/** The contract of POST add_consumption. */
export const addConsumptionCases: readonly ContractCase[] = [
  story(
    "without a number one unit is added",
    ["consumptionLicense"],
    [
      succeeds(send("consumptionLicense", { consumptions: 0 })),
      succeeds(send("consumptionLicense"), movedBy(1)),
      succeeds(requestOf("check-license", "consumptionLicense"), movedBy(0)),
    ],
  ),
  story(
    "the total moves by exactly the units that were sent",
    ["consumptionLicense"],
    [
      succeeds(send("consumptionLicense", { consumptions: 0 })),
      succeeds(send("consumptionLicense", { consumptions: 3 }), movedBy(3)),
      succeeds(requestOf("check-license", "consumptionLicense"), movedBy(0)),
    ],
    { variant: "exactly" },
  ),
  story(
    "nothing is added by 0 units",
    ["consumptionLicense"],
    [
      succeeds(requestOf("check-license", "consumptionLicense")),
      succeeds(send("consumptionLicense", { consumptions: 0 }), movedBy(0)),
    ],
    { variant: "zero", evidence: "assumed", effect: "none" },
  ),
  story(
    "units are given back where that is allowed",
    ["negativeConsumptionLicense"],
    [
      succeeds(send("negativeConsumptionLicense", { consumptions: 2 })),
      succeeds(send("negativeConsumptionLicense", { consumptions: -2 }), movedBy(-2)),
    ],
    { variant: "negative" },
  ),
  story(
    "a limit can be reached and not passed",
    ["negativeConsumptionLicense"],
    [
      succeeds(send("negativeConsumptionLicense", { consumptions: 0 })),
      succeeds(send("negativeConsumptionLicense", (_role, scene) => ({ consumptions: leftOf(scene) }))),
      isRefused("license_not_enough_consumptions", send("negativeConsumptionLicense", { consumptions: 1 })),
      succeeds(send("negativeConsumptionLicense", (_role, scene) => ({ consumptions: -leftOf(scene) }))),
    ],
    { variant: "limit" },
  ),
  ok(
    "an unlimited license takes any number of units",
    "unlimitedConsumptionLicense",
    { consumptions: 1_000_000 },
    {
      variant: "unlimited",
      ...permanent,
    },
  ),
  ok(
    "overages may be used where they are allowed",
    "overageConsumptionLicense",
    {},
    { variant: "overages", ...permanent },
  ),
  ok(
    "new overage settings count at once and stay",
    "overageConsumptionLicense",
    { max_overages: 100_000 },
    {
      variant: "new-overages",
      ...permanent,
      undo: [limitAgain],
      also: ({ allow_overages, max_overages }: AddConsumptionResponse) =>
        unless(
          allow_overages && max_overages === 100_000,
          `allow_overages ${allow_overages}, max_overages ${max_overages}`,
        ),
    },
  ),
  ok(
    "texts in place of overage settings are taken",
    "overageConsumptionLicense",
    { allow_overages: "true", max_overages: "100000" },
    { variant: "text-overages", evidence: "observed: older pages give texts", ...permanent, undo: [limitAgain] },
  ),
  ok(
    "units collected offline can be marked",
    "consumptionLicense",
    {
      event: ["offline_floating_consumptions_sync"],
    },
    { variant: "event", ...permanent },
  ),
  ...toleranceCases("add-consumption", "consumptionLicense", { consumptions: 0 }),
  ...genericCases("add-consumption", { role: "consumptionLicense" }),
  ...identificationCases("add-consumption", { key: "consumptionLicense", user: "activeUserLicense" }),
  refused(
    "validation_error",
    "a fraction of a unit is refused",
    "consumptionLicense",
    { consumptions: 0.5 },
    {
      variant: "fraction",
      evidence: "assumed",
    },
  ),
  refused(
    "validation_error",
    "two events at once are refused",
    "consumptionLicense",
    {
      event: ["consumption_add", "offline_floating_consumptions_sync"],
    },
    { variant: "events", evidence: "documented: seed 000 (the code: assumed)" },
  ),
  refused(
    "validation_error",
    "an overage limit below 0 is refused",
    "consumptionLicense",
    { max_overages: -1 },
    {
      variant: "negative-overages",
      evidence: "assumed",
    },
  ),
  refused("license_not_enabled", "a disabled license is refused", "disabledLicense"),
  refused("license_not_active", "a license that no device has activated is refused", "unactivatedLicense"),
  refused("device_not_found", "a device that is not active is refused", "otherDevice"),
  refused(
    "device_not_found",
    "a device that is not active is told before units beyond the limit",
    "consumptionLicense",
    (role, scene) => ({ ...filled(newDevice, role, scene), consumptions: 1_000_000 }),
    { variant: "first", evidence: "assumed" },
  ),
  refused("blacklisted", "a blacklisted device is refused", "blacklistedDevice"),
  refused(
    "license_expired",
    "an expired license is refused where the policy says so",
    "expiredConsumptionLicense",
    {},
    {
      policy: { expiredUse: "error" },
      ...permanent,
    },
  ),
  refused(
    "license_not_enough_consumptions",
    "overages that are allowed up to 0 are none",
    "exhaustedConsumptionLicense",
    { allow_overages: true, max_overages: 0 },
    {
      variant: "zero-overages",
      evidence: "assumed",
      ...permanent,
      alternatives: [under({ zeroOverages: "unlimited" })],
    },
  ),
  refused("license_not_consumption", "a license that counts no units is refused", "activeKeyLicense"),
  refused(
    "negative_consumptions_not_allowed",
    "giving units back is refused where it is not allowed",
    "consumptionLicense",
    {
      consumptions: -1,
    },
  ),
  refused(
    "negative_consumptions_not_allowed",
    "a total below 0 is refused",
    "negativeConsumptionLicense",
    { consumptions: -1_000_000 },
    { variant: "below-zero", evidence: "assumed" },
  ),
  refused("license_not_enough_consumptions", "units beyond the limit are refused", "exhaustedConsumptionLicense"),
  refused(
    "license_not_enough_consumptions",
    "units beyond the limit of overages are refused",
    "overageConsumptionLicense",
    { consumptions: 1_000_000 },
    { variant: "overages" },
  ),
  story(
    "a refused call leaves total and overage settings as they were",
    ["exhaustedConsumptionLicense"],
    [
      succeeds(send("exhaustedConsumptionLicense", { consumptions: 0 })),
      isRefused(
        "license_not_enough_consumptions",
        send("exhaustedConsumptionLicense", { consumptions: 1_000, max_overages: 10 }),
      ),
      succeeds(send("exhaustedConsumptionLicense", { consumptions: 0 }), (body: AddConsumptionResponse, { seen }) => {
        const { total_consumptions, max_overages } = (seen[0] as Answer).body as AddConsumptionResponse;
        const isSame = body.total_consumptions === total_consumptions && body.max_overages === max_overages;
        return unless(isSame, "the refused call changed something");
      }),
    ],
    { variant: "refused-changes-nothing", effect: "none" },
  ),
];

/** Units up to the limit, as the first answer told them. */
function leftOf({ seen }: Scene): number {
  const { max_consumptions: limit, total_consumptions: total } = (seen[0] as Answer).body as AddConsumptionResponse;
  return limit - total;
}

/** The total of this answer is the last one's plus some units. */
function movedBy(units: number) {
  return ({ total_consumptions: total }: { total_consumptions?: number }, { seen }: Scene): string | undefined => {
    const before = (seen[seen.length - 1] as Answer).body as AddConsumptionResponse;
    const expected = before.total_consumptions + units;
    return unless(total === expected, `the total is ${total}, expected ${expected}`);
  };
}
