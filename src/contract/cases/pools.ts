import type { AddConsumptionResponse, AddFeatureConsumptionResponse, ConsumptionPool } from "../../generated/types.ts";
import type { Answer, ContractCase, StepContext } from "../case.ts";
import { caseMaker } from "./case-maker.ts";
import { movedBy } from "./counter-claims.ts";
import { complaintUnless, refusedStep, successStep } from "./expectations.ts";
import { featureBy, requestOf } from "./requests.ts";
import { deactivated } from "./undo-requests.ts";

type Pooled = AddConsumptionResponse | AddFeatureConsumptionResponse;

const source = "documented: consuming from a pool";
const assumed = { evidence: "assumed", question: "pools" } as const;
const permanent = { effect: "permanent" } as const;

const license = caseMaker("add-consumption");
const feature = caseMaker("add-feature-consumption");
const offline = caseMaker("activate-offline");

const render = featureBy("feature");
const mate = (consumptions: number) => license.send("pooledOfflineMate", { consumptions });

/** The answer tells of the pool. */
function requirePool({ pool }: Pooled): string | undefined {
  return complaintUnless(pool !== undefined, "no pool");
}

/** The pool's own total, where an answer states it, moved by some units since the answer before. */
function poolMovedBy(units: number) {
  return ({ pool }: Pooled, { seen }: StepContext): string | undefined => {
    const before = (seen[seen.length - 1] as Answer).body as { readonly pool?: ConsumptionPool };
    const [was, is] = [before.pool?.total_consumptions, pool?.total_consumptions];
    if (was === undefined || is === undefined) return undefined;
    return complaintUnless(is === was + units, `the total of the pool is ${is}, expected ${was + units}`);
  };
}

/** Consumption pools: what members of one share. */
export const poolCases: readonly ContractCase[] = [
  license.story(
    "a pooled license tells of its pool",
    ["pooledLicense"],
    [successStep(license.send("pooledLicense"), requirePool, { alsoEvidence: source })],
    { variant: "pool", ...permanent },
  ),
  license.story(
    "a pooled license and its pool count in one step",
    ["pooledLicense"],
    [
      successStep(license.send("pooledLicense")),
      successStep(license.send("pooledLicense", { consumptions: 2 }), poolMovedBy(2), { alsoEvidence: "assumed" }),
      successStep(license.send("pooledLicense", { consumptions: 3 }), movedBy(3), { alsoEvidence: source }),
    ],
    { variant: "pool-total", ...permanent },
  ),
  license.story(
    "a license with units left is refused where its pool has none, and counts nothing",
    ["emptyPoolLicense"],
    [
      successStep(requestOf("check-license", "emptyPoolLicense")),
      refusedStep("license_not_enough_consumptions", license.send("emptyPoolLicense"), assumed),
      successStep(requestOf("check-license", "emptyPoolLicense"), movedBy(0, 0), { alsoEvidence: "assumed" }),
    ],
    { variant: "empty-pool", ...permanent },
  ),
  feature.story(
    "a pooled feature tells of its pool",
    ["pooledFeatureLicense"],
    [successStep(feature.send("pooledFeatureLicense", render), requirePool, { alsoEvidence: source })],
    { variant: "pool", ...permanent },
  ),
  feature.story(
    "a pooled feature and its pool count in one step",
    ["pooledFeatureLicense"],
    [
      successStep(feature.send("pooledFeatureLicense", render)),
      successStep(feature.send("pooledFeatureLicense", featureBy("feature", { consumptions: 2 })), poolMovedBy(2), {
        alsoEvidence: "assumed",
      }),
      successStep(feature.send("pooledFeatureLicense", featureBy("feature", { consumptions: 3 })), movedBy(3), {
        alsoEvidence: source,
      }),
    ],
    { variant: "pool-total", ...permanent },
  ),
  offline.story(
    "units that a device takes along offline are not there for others of the pool until it is let go",
    ["pooledOfflineLicense", "pooledOfflineMate"],
    [
      successStep(
        offline.send("pooledOfflineLicense", (role) => ({ consumptions: role.units })),
        undefined,
        assumed,
      ),
      refusedStep("license_not_enough_consumptions", mate(1), assumed),
      successStep(requestOf("deactivate-offline", "pooledOfflineLicense"), undefined, assumed),
      successStep(mate(1), undefined, assumed),
      successStep(mate(-1), undefined, assumed),
    ],
    { variant: "pool", ...permanent, undo: [deactivated("pooledOfflineLicense")] },
  ),
];
