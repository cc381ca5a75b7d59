import type { ContractCase } from "../case.ts";
import { deviceCases } from "./activation-cases.ts";
import { caseMaker } from "./case-maker.ts";
import { consumptionLimitCases, limitAgain, noUnits } from "./consumption-limits.ts";
import { leftOf, movedBy, requireOverages } from "./counter-claims.ts";
import { refusedStep, successStep, underPolicy } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { identificationCases } from "./identification.ts";
import { newDevice, requestOf, resolvedFields } from "./requests.ts";
import { toleranceCases } from "./tolerance.ts";

const { ok, refused, send, story } = caseMaker("add-consumption");

const assumed = "assumed";

/** The contract of POST add_consumption. */
export const addConsumptionCases: readonly ContractCase[] = [
  story(
    "without a number one unit is added",
    ["consumptionLicense"],
    [
      successStep(requestOf("check-license", "consumptionLicense")),
      successStep(send("consumptionLicense"), movedBy(1)),
      successStep(requestOf("check-license", "consumptionLicense"), movedBy(0)),
    ],
  ),
  story(
    "the total moves by exactly the units that were sent",
    ["consumptionLicense"],
    [
      successStep(requestOf("check-license", "consumptionLicense")),
      successStep(send("consumptionLicense", { consumptions: 3 }), movedBy(3)),
      successStep(requestOf("check-license", "consumptionLicense"), movedBy(0)),
    ],
    { variant: "exactly" },
  ),
  story(
    "nothing is added by 0 units",
    ["consumptionLicense"],
    [
      successStep(requestOf("check-license", "consumptionLicense")),
      successStep(send("consumptionLicense", { consumptions: 0 }), movedBy(0), {
        ...noUnits,
        alsoEvidence: "documented: Add Consumption",
      }),
      successStep(requestOf("check-license", "consumptionLicense"), movedBy(0)),
    ],
    { variant: "zero", effect: "none" },
  ),
  story(
    "units are given back where that is allowed",
    ["negativeConsumptionLicense"],
    [
      successStep(send("negativeConsumptionLicense", { consumptions: 2 })),
      successStep(send("negativeConsumptionLicense", { consumptions: -2 }), movedBy(-2)),
      successStep(requestOf("check-license", "negativeConsumptionLicense"), movedBy(0)),
    ],
    { variant: "negative" },
  ),
  story(
    "a limit can be reached and not passed",
    ["negativeConsumptionLicense"],
    [
      successStep(requestOf("check-license", "negativeConsumptionLicense")),
      successStep(
        send("negativeConsumptionLicense", (_role, scene) => ({ consumptions: leftOf(scene) })),
        undefined,
        {
          evidence: assumed,
          question: "add_consumption/limit-reached",
        },
      ),
      refusedStep("license_not_enough_consumptions", send("negativeConsumptionLicense", { consumptions: 1 })),
      successStep(send("negativeConsumptionLicense", (_role, scene) => ({ consumptions: -leftOf(scene) }))),
    ],
    { variant: "limit" },
  ),
  story(
    "an unlimited license takes any number of units",
    ["unlimitedConsumptionLicense"],
    [
      successStep(requestOf("check-license", "unlimitedConsumptionLicense")),
      successStep(send("unlimitedConsumptionLicense", { consumptions: 1_000_000 }), movedBy(1_000_000)),
    ],
    { variant: "unlimited" },
  ),
  story(
    "overages may be used where they are allowed",
    ["overageConsumptionLicense"],
    [
      successStep(send("overageConsumptionLicense", { consumptions: 0 }), undefined, noUnits),
      successStep(send("overageConsumptionLicense"), movedBy(1)),
    ],
    { variant: "overages" },
  ),
  story(
    "new overage settings count at once and stay",
    ["overageConsumptionLicense"],
    [
      successStep(send("overageConsumptionLicense", { consumptions: 0, max_overages: 100_000 }), undefined, noUnits),
      successStep(send("overageConsumptionLicense", { consumptions: 0 }), requireOverages(100_000), {
        ...noUnits,
        alsoEvidence: "documented: Go SDK, consumption license",
      }),
    ],
    {
      variant: "new-overages",
      effect: "reversible",
      undo: [limitAgain],
      facts: ["overageConsumptionLicense.overage_limit"],
    },
  ),
  ok(
    "texts in place of overage settings are taken",
    "overageConsumptionLicense",
    { consumptions: 0, allow_overages: "true", max_overages: "100000" },
    {
      variant: "text-overages",
      evidence: "observed: older pages give texts",
      effect: "reversible",
      undo: [limitAgain],
      facts: ["overageConsumptionLicense.overage_limit"],
    },
  ),
  story(
    "units collected offline can be marked",
    ["consumptionLicense"],
    [
      successStep(requestOf("check-license", "consumptionLicense")),
      successStep(send("consumptionLicense", { event: ["offline_floating_consumptions_sync"] }), movedBy(1)),
    ],
    { variant: "event" },
  ),
  ...toleranceCases("add-consumption", "consumptionLicense", { consumptions: 0 }, noUnits),
  ...genericCases("add-consumption", { role: "consumptionLicense", fields: { consumptions: 0 } }),
  ...identificationCases(
    "add-consumption",
    { key: "consumptionLicense", user: "activeUserLicense" },
    { consumptions: 0 },
    "nothing",
  ),
  refused(
    "validation_error",
    "a fraction of a unit is refused",
    "consumptionLicense",
    { consumptions: 0.5 },
    { variant: "fraction", evidence: assumed, otherwise: [underPolicy({ fractions: "accept" })] },
  ),
  refused(
    "validation_error",
    "two events at once are refused",
    "consumptionLicense",
    { consumptions: 0, event: ["consumption_add", "offline_floating_consumptions_sync"] },
    { variant: "events", rests: { outcome: "documented: Add Consumption" }, ifActs: "nothing" },
  ),
  refused(
    "validation_error",
    "an overage limit below 0 is refused",
    "overageConsumptionLicense",
    { consumptions: 0, max_overages: -1 },
    { variant: "negative-overages", evidence: assumed, ifActs: [limitAgain] },
  ),
  ...deviceCases("add-consumption", {}, () => "nothing"),
  refused(
    "device_not_found",
    "a device that is not active is refused, where units are counted",
    "consumptionLicense",
    newDevice,
    {
      variant: "counting",
      ifActs: "stays",
    },
  ),
  refused(
    "device_not_found",
    "a device that is not active is told before units beyond the limit",
    "consumptionLicense",
    (role, scene) => ({ ...resolvedFields(newDevice, role, scene), consumptions: 1_000_000 }),
    { variant: "first", isOrder: true, rests: { code: assumed } },
  ),
  ok(
    "an expired license can be used and its total moves",
    "expiredConsumptionLicense",
    {},
    {
      variant: "expired",
      evidence: assumed,
      otherwise: [underPolicy({ expiredUse: "error" }, "license_expired")],
      effect: "permanent",
    },
  ),
  ...consumptionLimitCases,
];
