import type { WorldFile } from "../../../src/generated/types.ts";
import * as leaves from "../effects.ts";
import { makesTrial } from "../trial-effects.ts";
import { type Fields, type Step, step, steps } from "./step.ts";

const trial = (hardware_id: string, more: Fields = {}) => ({ product: "try-app", hardware_id, ...more });
const ofUser = (hardware_id: string, more: Fields = {}) => ({ ...trial(hardware_id, more), product: "try-user" });
const person = { email: "new@user.test", first_name: "New", last_name: "User", phone: "555" };
const place = { address: "1 Way", postcode: "77", state: "West", country: "Land", city: "Town" };
const customer = { ...person, ...place, reference: "r-1", company_name: "Firm" };
const made = { leaves: makesTrial };

/** A trial, and its first activation: by the key that the trial was given. */
function tried(input: Fields): Step[] {
  const byItsKey = ({ licenses }: WorldFile) => ({ ...input, license_key: licenses.at(-1)?.licenseKey });
  return [
    step("trial-key", input, made),
    step("activate-license", byItsKey, { leaves: leaves.all(leaves.activates, leaves.beginsTime) }),
  ];
}

/** Trials are made, found again, and activated. */
export const trying: readonly Step[] = [
  ...tried(trial("Fresh-1")),
  ...["short", "long"].flatMap((kind) => tried(trial(`Fresh-${kind}`, { license_policy: kind }))),
  ...tried(trial("Fresh-city", { city: "Alone" })),
  ...steps("trial-key", [trial("Fresh-1"), trial("Fresh-short")]),
  step("trial-key", ofUser("Fresh-1", customer), made),
  step("trial-key", ofUser("Fresh-1", person)),
  step("trial-key", ofUser("Fresh-2", { email: "own@user.test", password: "mine" }), made),
  step("trial-key", ofUser("Fresh-3", { email: "ben@user.test" }), made),
  step("trial-key", ofUser("Fresh-3", { email: "ben@user.test" })),
  step("trial-key", ofUser("Fresh-4", { email: "few@user.test", company_code: "Few" }), made),
  ...steps(
    "customer-license-users",
    ["new", "few"].map((name) => ({ product: "try-user", customer: `${name}@user.test` })),
  ),
  step("activate-license", ofUser("Fresh-2", { username: "own@user.test", password: "mine" }), {
    leaves: leaves.all(leaves.activates, leaves.beginsTime),
  }),
  step("check-license", ofUser("Fresh-2", { username: "own@user.test" })),
  ...steps("trial-key", [trial("Fresh-1"), trial("Fresh-1")], { as: "Beta", ...made }),
];
