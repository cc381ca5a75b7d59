import type { NewTrialLicense, TrialKeyResponse, UserLicensesResponse } from "../../generated/types.ts";
import type { ContractCase, Role, StepContext } from "../case.ts";
import { caseMaker } from "./case-maker.ts";
import { complaintUnless, successStep } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { scopeCases } from "./identification.ts";
import { newDevice, requestOf, resolvedFields } from "./requests.ts";

const { ok, refused, send, story } = caseMaker("trial-key");
const permanent = { effect: "permanent" } as const;
const newUser = (_role: Role, scene: StepContext) => ({
  hardware_id: scene.fresh("device"),
  email: `${scene.fresh("new")}@example.test`,
});

/** The contract of GET trial_key. */
export const trialKeyCases: readonly ContractCase[] = [
  ok("a device gets a trial, which is not activated yet", "trialProduct", newDevice, {
    ...permanent,
    also: (trial: TrialKeyResponse) =>
      complaintUnless("active" in trial && !trial.active, "the trial is active or not new"),
  }),
  ok("a user gets a trial with a first password", "trialUserProduct", newUser, {
    variant: "user",
    ...permanent,
    also: (trial: TrialKeyResponse) => complaintUnless("initial_password" in trial, "there is no initial_password"),
  }),
  ok(
    "a password of one's own is taken",
    "trialUserProduct",
    (role, scene) => ({ ...newUser(role, scene), password: "Chosen-1" }),
    {
      variant: "password",
      ...permanent,
      also: (trial: NewTrialLicense) =>
        complaintUnless(trial.initial_password === "Chosen-1", "initial_password is another one"),
      alsoEvidence: "assumed",
    },
  ),
  ok(
    "another kind of trial is made by its code",
    "trialProduct",
    ({ other_policy }, scene) => ({ hardware_id: scene.fresh("device"), license_policy: other_policy }),
    {
      variant: "policy",
      ...permanent,
      also: ({ trial_days: days }: NewTrialLicense, scene) => {
        const { other_trial_days: expected } = scene.role("trialProduct");
        return complaintUnless(days === expected, `${days} days, expected ${expected}`);
      },
    },
  ),
  story(
    "a password of one's own counts at once",
    ["trialUserProduct"],
    [
      successStep(send("trialUserProduct", (role, scene) => ({ ...newUser(role, scene), password: "Chosen-1" }))),
      successStep(
        requestOf("user-licenses", "trialUserProduct", (_role, scene) => ({
          username: `${scene.fresh("new")}@example.test`,
          password: "Chosen-1",
        })),
        (licenses: UserLicensesResponse) => complaintUnless(licenses.length > 0, "the list is empty"),
      ),
    ],
    { variant: "password-counts" },
  ),
  story(
    "the same device gets the same trial",
    ["trialProduct"],
    [
      successStep(send("trialProduct", newDevice)),
      successStep(send("trialProduct", newDevice), (trial: TrialKeyResponse, { seen }) => {
        const first = seen[0]?.body as NewTrialLicense;
        return complaintUnless(
          "license" in trial && trial.license === first.license && !("id" in trial),
          "it is another trial, or told in full",
        );
      }),
    ],
    { variant: "again" },
  ),
  ...genericCases("trial-key", {
    role: "trialProduct",
    required: "product",
    wrongType: "none",
  }),
  refused(
    "missing_hardware_id",
    "a call without a hardware id is refused",
    "trialProduct",
    { hardware_id: undefined },
    {
      isOrder: true,
      rests: { code: "assumed" },
    },
  ),
  refused(
    "validation_error",
    "a reference of more than 200 characters is refused",
    "trialProduct",
    (role, scene) => ({ ...resolvedFields(newDevice, role, scene), reference: "x".repeat(201) }),
    { variant: "reference", evidence: "assumed" },
  ),
  refused("trial_not_allowed", "a product without trials is refused", "noTrialProduct"),
  refused("email_missing", "a user-based product without an email is refused", "trialUserProduct", {
    email: undefined,
  }),
  refused(
    "validation_error",
    "a kind of trial that does not exist is refused",
    "trialProduct",
    { license_policy: "none" },
    { variant: "policy", evidence: "assumed" },
  ),
  refused(
    "trial_expired",
    "a device whose trial is over is refused",
    "expiredTrialDevice",
    {},
    {
      rests: { outcome: "assumed", code: "documented: SDK error page", status: "documented: SDK error page" },
    },
  ),
  refused("blacklisted", "a blacklisted device is refused", "blacklistedTrial"),
  ...scopeCases("trial-key", "trialProduct", newDevice, permanent),
];
