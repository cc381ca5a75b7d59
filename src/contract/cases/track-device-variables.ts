import type { TrackDeviceVariablesResponse } from "../../generated/types.ts";
import type { ContractCase, Role, StepContext } from "../case.ts";
import { deviceCases } from "./activation-cases.ts";
import { caseMaker } from "./case-maker.ts";
import { complaintUnless, refusedStep, successStep } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { identificationCases } from "./identification.ts";
import { requestOf } from "./requests.ts";
import { deactivated } from "./undo-requests.ts";

const { ok, send, story } = caseMaker("track-device-variables");
const variables = { variables: { theme: "light", beta: true } };

const kept = (_role: Role, scene: StepContext) => ({ variables: { theme: scene.fresh("theme") } });

/** What a device sends that is not active is not there when it has become so. */
const notInSpite = story(
  "variables of a device that is not active are not kept in spite of a refusal",
  ["unactivatedLicense"],
  [
    refusedStep("license_not_active", send("unactivatedLicense", kept), {
      evidence: "assumed",
      rests: { outcome: "assumed" },
    }),
    successStep(requestOf("activate-license", "unactivatedLicense")),
    successStep(
      requestOf("get-device-variables", "unactivatedLicense"),
      (all: TrackDeviceVariablesResponse, scene) =>
        complaintUnless(
          all.every(({ value }) => value !== scene.fresh("theme")),
          "a variable of the refused call is there",
        ),
      { alsoEvidence: "inviolable" },
    ),
  ],
  { variant: "not-in-spite", effect: "reversible", undo: [deactivated("unactivatedLicense")] },
);

/** The contract of POST track_device_variables. */
export const trackDeviceVariablesCases: readonly ContractCase[] = [
  ok("variables are written, and those that were sent are answered", "variablesLicense", variables, {
    effect: "permanent",
    also: (written: TrackDeviceVariablesResponse) => {
      const found = written.map(({ variable, value }) => `${variable}=${value}`).join();
      return complaintUnless(found === "theme=light,beta=true", found);
    },
    alsoEvidence: "assumed",
  }),
  story(
    "a name that exists is overwritten, others stay",
    ["variablesLicense"],
    [
      successStep(send("variablesLicense", { variables: { theme: "green", other: "stays" } })),
      successStep(send("variablesLicense", variables)),
      successStep(requestOf("get-device-variables", "variablesLicense"), (all: TrackDeviceVariablesResponse) => {
        const found = Object.fromEntries(all.map(({ variable, value }) => [variable, value]));
        const isRight = String(found.beta) === "true" && found.theme === "light" && found.other === "stays";
        return complaintUnless(isRight, `the variables are ${JSON.stringify(found)}`);
      }),
    ],
    { variant: "overwrite" },
  ),
  notInSpite,
  ...genericCases("track-device-variables", { role: "variablesLicense", fields: variables, required: "variables" }),
  ...identificationCases("track-device-variables", { key: "variablesLicense", user: "activeUserLicense" }, variables),
  ...deviceCases("track-device-variables", variables),
];
