import type { AddConsumptionResponse } from "../../generated/types.ts";
import type { Answer, ContractCase, UndoRequest } from "../case.ts";
import { caseMaker } from "./case-maker.ts";
import { edgeCases } from "./edges.ts";
import { complaintUnless, refusedStep, successStep, underPolicy } from "./expectations.ts";

const { ok, refused, send, story } = caseMaker("add-consumption");
const assumed = "assumed";

/** That 0 units are taken is our choice. */
export const noUnits = { evidence: assumed, question: "add_consumption/ok-zero" } as const;

/** Puts the limit of overages back, without a unit. */
export const limitAgain: UndoRequest = {
  request: send("overageConsumptionLicense", ({ overage_limit }) => ({
    consumptions: 0,
    allow_overages: true,
    max_overages: overage_limit,
  })),
  settled: [],
};

/** How many units a license takes, and gives back. */
export const consumptionLimitCases: readonly ContractCase[] = [
  ...edgeCases("add-consumption"),
  story(
    "overages that are allowed up to 0 are none",
    ["overageConsumptionLicense"],
    [
      successStep(
        send("overageConsumptionLicense", { consumptions: 0, allow_overages: true, max_overages: 0 }),
        undefined,
        noUnits,
      ),
      refusedStep("license_not_enough_consumptions", send("overageConsumptionLicense", { consumptions: 1 }), {
        evidence: assumed,
        otherwise: [underPolicy({ zeroOverages: "unlimited" })],
      }),
    ],
    { variant: "zero-overages", undo: [limitAgain], facts: ["overageConsumptionLicense.overage_limit"] },
  ),
  ok(
    "overages that are forbidden stay so beside a limit",
    "overageConsumptionLicense",
    { consumptions: 0, allow_overages: false, max_overages: 10 },
    {
      variant: "no-overages",
      ...noUnits,
      also: ({ allow_overages }: AddConsumptionResponse) => complaintUnless(!allow_overages, "overages are allowed"),
      alsoEvidence: "documented: Go SDK, consumption license",
      effect: "reversible",
      undo: [limitAgain],
      facts: ["overageConsumptionLicense.overage_limit"],
    },
  ),
  refused(
    "license_not_consumption",
    "a license that counts no units is refused",
    "activeKeyLicense",
    { consumptions: 1 },
    { ifActs: [{ request: send("activeKeyLicense", { consumptions: -1 }), settled: "any refusal" }] },
  ),
  refused(
    "unknown_product",
    "units of a product that does not exist are refused",
    "consumptionLicense",
    { consumptions: 1, product: "no-such-product" },
    { variant: "units" },
  ),
  story(
    "a refused call leaves total and overage settings as they were",
    ["exhaustedConsumptionLicense"],
    [
      successStep(send("exhaustedConsumptionLicense", { consumptions: 0 }), undefined, noUnits),
      refusedStep(
        "license_not_enough_consumptions",
        send("exhaustedConsumptionLicense", { consumptions: 1_000, max_overages: 10 }),
      ),
      successStep(
        send("exhaustedConsumptionLicense", { consumptions: 0 }),
        (body: AddConsumptionResponse, { seen }) => {
          const { total_consumptions, max_overages } = (seen[0] as Answer).body as AddConsumptionResponse;
          const isSame = body.total_consumptions === total_consumptions && body.max_overages === max_overages;
          return complaintUnless(isSame, "the refused call changed something");
        },
        { ...noUnits, alsoEvidence: "inviolable" },
      ),
    ],
    { variant: "refused-changes-nothing" },
  ),
];
