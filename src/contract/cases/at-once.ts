import type { GetDeviceVariablesResponse, TrialKeyResponse, UserLicensesResponse } from "../../generated/types.ts";
import type { Answer, ContractCase, Role, Step, StepContext, UndoRequest } from "../case.ts";
import { longest } from "./borrowing.ts";
import { caseMaker } from "./case-maker.ts";
import { activeSince, leftOf, movedBy } from "./counter-claims.ts";
import { complaintUnless, successStep } from "./expectations.ts";
import { both, type Fields, featureBy, newDevice, otherDevice, requestOf } from "./requests.ts";
import { activated, deactivated, featureSeatsReleased, seatsReleased } from "./undo-requests.ts";

/** Several calls before any of them is answered, of which so many may succeed. */
function together(requests: readonly Step["request"][], atMost: number): Step {
  const [first, ...others] = requests;
  return { ...successStep(first as Step["request"]), atOnce: { others, atMost } };
}

const inviolable = { alsoEvidence: "inviolable" } as const;
const twin = "twoOfEverythingUser";
const fresh = ["device-a", "device-b"].map((name) => (_role: Role, scene: StepContext) => ({
  hardware_id: scene.fresh(name),
}));
const listed: UndoRequest = { request: requestOf("user-licenses", twin), settled: [] };

/** The first of the licenses that the first answer lists. */
function firstLicense(_role: Role, { seen }: StepContext): Fields {
  const [first] = (seen[0] as Answer).body as UserLicensesResponse;
  return { license_id: first?.license.id };
}

const counter = featureBy("consumption_feature");
const allLeft = (_role: Role, scene: StepContext) => ({ consumptions: leftOf(scene) });
const featureSeatsBack = featureSeatsReleased("borrowableFeatureLicense");

/** What no two calls at the same moment may do: take the last of something twice, or forget one another. */
export const atOnceCases: readonly ContractCase[] = [
  caseMaker("check-license").story(
    "two devices at the same moment do not both take the last seat",
    ["borrowableLicense"],
    [together([check("borrowableLicense"), check("borrowableLicense", otherDevice)], 1)],
    {
      variant: "seat-at-once",
      effect: "reversible",
      undo: seatsReleased("borrowableLicense"),
    },
  ),
  caseMaker("floating-borrow").story(
    "two devices at the same moment do not both borrow the last seat",
    ["borrowableLicense"],
    [
      together(
        [
          requestOf("floating-borrow", "borrowableLicense", longest),
          requestOf("floating-borrow", "borrowableLicense", both(longest, otherDevice)),
        ],
        1,
      ),
    ],
    {
      variant: "at-once",
      effect: "reversible",
      undo: seatsReleased("borrowableLicense"),
    },
  ),
  caseMaker("check-license-feature").story(
    "two devices at the same moment do not both take the last seat of a feature",
    ["borrowableFeatureLicense"],
    [
      together(
        [
          requestOf("check-license-feature", "borrowableFeatureLicense"),
          requestOf("check-license-feature", "borrowableFeatureLicense", otherDevice),
        ],
        1,
      ),
    ],
    { variant: "seat-at-once", effect: "reversible", undo: featureSeatsBack },
  ),
  caseMaker("floating-feature-borrow").story(
    "two devices at the same moment do not both borrow the last seat of a feature",
    ["borrowableFeatureLicense"],
    [
      together(
        [
          requestOf("floating-feature-borrow", "borrowableFeatureLicense", longest),
          requestOf("floating-feature-borrow", "borrowableFeatureLicense", both(longest, otherDevice)),
        ],
        1,
      ),
    ],
    { variant: "at-once", effect: "reversible", undo: featureSeatsBack },
  ),
  caseMaker("add-consumption").story(
    "units that are added at the same moment are all counted",
    ["consumptionLicense"],
    [
      successStep(check("consumptionLicense")),
      together(
        [1, 1, 1].map(() => requestOf("add-consumption", "consumptionLicense")),
        3,
      ),
      successStep(check("consumptionLicense"), movedBy(3, 0), inviolable),
    ],
    { variant: "at-once" },
  ),
  caseMaker("add-consumption").story(
    "two calls at the same moment do not both take the last units",
    ["negativeConsumptionLicense"],
    [
      successStep(check("negativeConsumptionLicense")),
      together(
        [1, 2].map(() => requestOf("add-consumption", "negativeConsumptionLicense", allLeft)),
        1,
      ),
      successStep(
        requestOf("add-consumption", "negativeConsumptionLicense", (_role, scene) => ({
          consumptions: -leftOf(scene),
        })),
        movedBy(0, 0),
        inviolable,
      ),
    ],
    { variant: "last-at-once" },
  ),
  caseMaker("add-feature-consumption").story(
    "units of a feature that are added at the same moment are all counted",
    ["featureLicense"],
    [
      successStep(requestOf("check-license-feature", "featureLicense", counter)),
      together(
        [1, 1, 1].map(() => requestOf("add-feature-consumption", "featureLicense", counter)),
        3,
      ),
      successStep(requestOf("check-license-feature", "featureLicense", counter), movedBy(3, 0), inviolable),
    ],
    { variant: "at-once" },
  ),
  caseMaker("activate-license").story(
    "devices that are activated at the same moment are all counted",
    [twin],
    [
      successStep(requestOf("user-licenses", twin)),
      successStep(check(twin, firstLicense)),
      together(
        fresh.map((device) => requestOf("activate-license", twin, both(firstLicense, device))),
        2,
      ),
      successStep(check(twin, firstLicense), activeSince(1, 2), inviolable),
    ],
    {
      variant: "at-once",
      effect: "reversible",
      undo: [listed, ...fresh.map((device) => deactivated(twin, both(firstLicense, device)))],
    },
  ),
  caseMaker("deactivate-license").story(
    "a device that is let go twice at the same moment is let go once",
    ["roomyLicense"],
    [
      successStep(requestOf("activate-license", "roomyLicense", otherDevice)),
      together(
        [1, 2].map(() => requestOf("deactivate-license", "roomyLicense", otherDevice)),
        2,
      ),
      successStep(check("roomyLicense"), activeSince(0, -1), inviolable),
    ],
    {
      variant: "at-once",
      effect: "reversible",
      undo: [deactivated("roomyLicense", otherDevice), activated("roomyLicense")],
    },
  ),
  caseMaker("track-device-variables").story(
    "variables that are sent at the same moment are all kept",
    ["variablesLicense"],
    [
      together(
        ["one", "two"].map((name) =>
          requestOf("track-device-variables", "variablesLicense", (_role, scene) => ({
            variables: { [name]: scene.fresh(name) },
          })),
        ),
        2,
      ),
      successStep(
        requestOf("get-device-variables", "variablesLicense"),
        (all: GetDeviceVariablesResponse, scene) => {
          const lost = ["one", "two"].filter(
            (name) => !all.some(({ variable, value }) => variable === name && value === scene.fresh(name)),
          );
          return complaintUnless(lost.length === 0, `lost: ${lost.join()}`);
        },
        inviolable,
      ),
    ],
    { variant: "at-once" },
  ),
  caseMaker("trial-key").story(
    "a device that asks twice at the same moment gets one trial",
    ["trialProduct"],
    [
      together(
        [1, 2].map(() => requestOf("trial-key", "trialProduct", newDevice)),
        2,
      ),
      successStep(
        requestOf("trial-key", "trialProduct", newDevice),
        ({ license }: TrialKeyResponse, { seen }) => {
          const keys = new Set([license, ...seen.map(({ body }) => (body as TrialKeyResponse).license)]);
          return complaintUnless(keys.size === 1, `${keys.size} trials`);
        },
        { alsoEvidence: "assumed" },
      ),
    ],
    { variant: "at-once" },
  ),
];

function check(role: string, fields?: Parameters<typeof requestOf>[2]) {
  return requestOf("check-license", role, fields);
}
