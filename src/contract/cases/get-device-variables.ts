import type { GetDeviceVariablesResponse } from "../../generated/types.ts";
import type { ContractCase } from "../case.ts";
import { deviceCases } from "./activation-cases.ts";
import { caseMaker } from "./case-maker.ts";
import { complaintUnless } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { identificationCases } from "./identification.ts";

const { ok } = caseMaker("get-device-variables");

/** The contract of GET get_device_variables. */
export const getDeviceVariablesCases: readonly ContractCase[] = [
  ok(
    "the variables of the device are read, as text",
    "variablesLicense",
    {},
    {
      also: (variables: GetDeviceVariablesResponse) => {
        const found = variables.map(({ variable, value }) => `${variable}=${value}`).join();
        const isRight = variables.length > 1 && variables.every(({ value }) => typeof value === "string");
        return complaintUnless(isRight, `${found}, expected two or more, as text`);
      },
      alsoEvidence: "observed: samples, where numbers come back as text",
    },
  ),
  ok(
    "a device without variables gives an empty list",
    "timeLimitedLicense",
    {},
    {
      variant: "none",
      alsoEvidence: "assumed",
      also: (variables: GetDeviceVariablesResponse) => complaintUnless(variables.length === 0, "the list is not empty"),
    },
  ),
  ...genericCases("get-device-variables", { role: "variablesLicense" }),
  ...identificationCases("get-device-variables", { key: "variablesLicense", user: "activeUserLicense" }),
  ...deviceCases("get-device-variables"),
];
