import type { NewTrialLicense, TrialKeyResponse } from "../../generated/types.ts";
import type { ContractCase } from "../case.ts";
import { casesOf, succeeds, unless } from "./define.ts";
import { genericCases, scopeCases } from "./generic.ts";

const { ok, refused, send, story } = casesOf("trial-key");
const permanent = { effect: "permanent" } as const;

/** The contract of GET trial_key. */
export const trialKeyCases: readonly ContractCase[] = [
  ok(
    "a device gets a trial, which is not activated yet",
    "trialProduct",
    {},
    {
      ...permanent,
      also: (trial: TrialKeyResponse) => unless("active" in trial && !trial.active, "the trial is active or not new"),
    },
  ),
  ok(
    "a user gets a trial with a first password",
    "trialUserProduct",
    {},
    {
      variant: "user",
      ...permanent,
      also: (trial: TrialKeyResponse) => unless("initial_password" in trial, "there is no initial_password"),
    },
  ),
  ok(
    "a password of one's own is taken",
    "trialUserProduct",
    { password: "Chosen-1" },
    {
      variant: "password",
      ...permanent,
      also: (trial: NewTrialLicense) => unless(trial.initial_password === "Chosen-1", `${trial.initial_password}`),
    },
  ),
  ok(
    "another kind of trial is made by its code",
    "trialProduct",
    { license_policy: "long" },
    {
      variant: "policy",
      ...permanent,
      also: (trial: NewTrialLicense) => unless(trial.trial_days === 60, `${trial.trial_days} days, expected 60`),
    },
  ),
  story(
    "the same device gets the same trial",
    ["trialProduct"],
    [
      succeeds(send("trialProduct")),
      succeeds(send("trialProduct"), (trial: TrialKeyResponse, { seen }) => {
        const first = seen[0]?.body as NewTrialLicense;
        return unless(
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
    wrongType: { reference: "x".repeat(201) },
  }),
  refused("missing_hardware_id", "a call without a hardware id is refused", "trialProduct", { hardware_id: undefined }),
  refused("trial_not_allowed", "a product without trials is refused", "noTrialProduct"),
  refused("email_missing", "a user-based product without an email is refused", "trialUserProduct", {
    email: undefined,
  }),
  refused(
    "validation_error",
    "a kind of trial that does not exist is refused",
    "trialProduct",
    { license_policy: "none" },
    {
      variant: "policy",
      evidence: "assumed",
    },
  ),
  refused("trial_expired", "a device whose trial is over is refused", "expiredTrialDevice"),
  refused("blacklisted", "a blacklisted device is refused", "blacklistedTrial"),
  ...scopeCases("trial-key", "trialProduct"),
];
