import type { EndpointName } from "../../api/endpoints.ts";
import type { CheckedLicense, TrialKeyResponse } from "../../generated/types.ts";
import type { ContractCase, Role, Step, StepContext } from "../case.ts";
import { type Action, actions } from "./actions.ts";
import { caseMaker } from "./case-maker.ts";
import { sameAs } from "./counter-claims.ts";
import { successStep } from "./expectations.ts";
import { type FieldSource, featureBy, requestOf } from "./requests.ts";
import { released } from "./undo-requests.ts";

/** Somebody whom a call does not name, and what of them must be after it as it was before. */
interface Bystander {
  readonly role: string;
  readonly endpoint: EndpointName;
  readonly fields?: FieldSource;
  readonly read: (body: never) => unknown;
}

const devices: Bystander = {
  ...{ role: "activeKeyLicense", endpoint: "check-license" },
  read: ({ times_activated, transfer_count }: CheckedLicense) => ({ times_activated, transfer_count }),
};
const otherDevices: Bystander = { ...devices, role: "roomyLicense" };
const otherUser: Bystander = { ...devices, role: "severalLicensesUser" };
const units: Bystander = {
  ...{ role: "unlimitedConsumptionLicense", endpoint: "check-license" },
  read: ({ total_consumptions }: { total_consumptions?: number }) => total_consumptions,
};
const featureUnits: Bystander = {
  ...{ role: "featureLicense", endpoint: "check-license-feature", fields: featureBy("negative_feature") },
  read: ({ total_consumptions }: { total_consumptions?: number }) => total_consumptions,
};
const bundle: Bystander = {
  ...{ role: "overusedBundle", endpoint: "check-license", fields: {} },
  read: ({ times_activated }: CheckedLicense) => times_activated,
};
const seat: Bystander = {
  ...{ role: "floatingLicense", endpoint: "check-license" },
  read: ({ floating_in_use_devices, is_borrowed }: CheckedLicense) => ({ floating_in_use_devices, is_borrowed }),
};
const variables: Bystander = {
  ...{ role: "roomyLicense", endpoint: "get-device-variables" },
  read: (all: unknown) => all,
};
const password: Bystander = {
  role: "borrowableUserLicense",
  endpoint: "user-licenses",
  read: () => "the password counts",
};
const trial: Bystander = {
  ...{ role: "trialProduct", endpoint: "trial-key" },
  fields: (_role: Role, scene: StepContext) => ({ hardware_id: scene.fresh("bystander") }),
  read: ({ license }: TrialKeyResponse) => license,
};

/**
 * Who stands by while an endpoint acts: others of each kind that it could take for the one that is meant. Activations are
 * not among them: a device that is let go again afterwards makes the next one a transfer, which other cases count.
 */
const bystanders: Readonly<Partial<Record<EndpointName, readonly Bystander[]>>> = {
  "add-consumption": [units, featureUnits],
  "add-feature-consumption": [featureUnits, units],
  "deactivate-license": [otherDevices, otherUser],
  "activate-offline": [devices, otherUser],
  "deactivate-offline": [devices, units, featureUnits],
  "activate-bundle": [devices, bundle],
  "deactivate-bundle": [devices, bundle],
  "activate-bundle-offline": [devices, bundle],
  "deactivate-bundle-offline": [devices, bundle],
  "check-license": [seat],
  "floating-borrow": [seat],
  "floating-release": [seat],
  "track-device-variables": [variables],
  "change-password": [password],
  "trial-key": [trial],
};

/** That these calls succeed is asked by other cases. */
const looked = { evidence: "assumed", question: "bystanders" } as const;

/** What happens to one happens to nobody else: of each endpoint that changes something, with others standing by. */
export const bystanderCases: readonly ContractCase[] = actions.flatMap((action) => {
  const others = bystanders[action.endpoint]?.filter(
    ({ role }) =>
      role !== action.role || action.endpoint === "trial-key" || action.endpoint === "add-feature-consumption",
  );
  return others === undefined || others.length === 0 ? [] : [caseOf(action, others)];
});

function caseOf({ endpoint, role, variant, fields, effect, undo }: Action, others: readonly Bystander[]): ContractCase {
  const looks = others.map((one) => successStep(requestOf(one.endpoint, one.role, one.fields), undefined, looked));
  const act = successStep(requestOf(endpoint, role, fields), undefined, looked);
  const again = others.map((one, at): Step => {
    return successStep(
      requestOf(one.endpoint, one.role, one.fields),
      sameAs(at, one.read, (before, now) => `of ${one.role}, whom nobody named: ${before} before and ${now} after`),
      {
        ...looked,
        alsoEvidence: "inviolable",
      },
    );
  });
  const own = `${variant === undefined ? "" : `${variant}-`}nobody-else`;
  const needs = [...new Set([role, ...others.map((one) => one.role)])];
  const seats = others.filter((one) => one === seat).map((one) => released(one.role));
  return caseMaker(endpoint).story("it happens to nobody else", needs, [...looks, act, ...again], {
    ...{ variant: own, effect },
    ...(undo && { undo: [...undo, ...seats] }),
  });
}
