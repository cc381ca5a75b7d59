import type { DeviceLicensesResponse } from "../../generated/types.ts";
import type { ContractCase } from "../case.ts";
import { caseMaker } from "./case-maker.ts";
import { complaintUnless } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { newDevice } from "./requests.ts";

const { ok } = caseMaker("device-licenses");

/** The contract of GET device_licenses. */
export const deviceLicensesCases: readonly ContractCase[] = [
  ok(
    "the licenses that know a device are listed",
    "blacklistedDevice",
    {},
    {
      also: (licenses: DeviceLicensesResponse, scene) => {
        const { license_key: key } = scene.role("blacklistedDevice");
        return complaintUnless(
          licenses.some(({ license_key }) => license_key === key),
          `${key} is missing`,
        );
      },
    },
  ),
  ok("a device that nothing knows gets an empty list", "trialProduct", newDevice, {
    variant: "none",
    evidence: "assumed",
    alsoEvidence: "inviolable",
    also: (licenses: DeviceLicensesResponse) => complaintUnless(licenses.length === 0, "the list is not empty"),
  }),
  ...genericCases("device-licenses", { role: "activeKeyLicense", wrongType: "none" }),
];
