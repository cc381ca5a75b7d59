import * as leaves from "../effects.ts";
import { makesTrial } from "../trial-effects.ts";
import { type Fields, type Step, step, steps } from "./step.ts";

const trial = (hardware_id: string, more: Fields = {}) => ({ product: "try-app", hardware_id, ...more });
const ofUser = (hardware_id: string, more: Fields = {}) => ({ ...trial(hardware_id, more), product: "try-user" });
const person = { email: "new@user.test", first_name: "New", last_name: "User", phone: "555" };
const place = { address: "1 Way", postcode: "77", state: "West", country: "Land", city: "Town" };
const customer = { ...person, ...place, reference: "r-1", company_name: "Firm" };
const made = { leaves: makesTrial };

/** Trials are made, found again, and activated. */
export const trying: readonly Step[] = [
  step("trial-key", trial("Fresh-1"), made),
  ...steps(
    "trial-key",
    ["short", "long"].map((kind) => trial(`Fresh-${kind}`, { license_policy: kind })),
    made,
  ),
  ...steps("trial-key", [trial("Fresh-1"), trial("Fresh-short")]),
  step("trial-key", ofUser("Fresh-1", customer), made),
  step("trial-key", ofUser("Fresh-1", person)),
  step("trial-key", ofUser("Fresh-2", { email: "own@user.test", password: "mine" }), made),
  step("trial-key", ofUser("Fresh-3", { email: "ben@user.test" }), made),
  step("trial-key", ofUser("Fresh-3", { email: "ben@user.test" })),
  step("customer-license-users", { product: "try-user", customer: "new@user.test" }),
  step("activate-license", ofUser("Fresh-2", { username: "own@user.test", password: "mine" }), {
    leaves: leaves.all(leaves.activates, leaves.beginsTime),
  }),
  step("check-license", ofUser("Fresh-2", { username: "own@user.test" })),
  ...steps("trial-key", [trial("Fresh-1"), trial("Fresh-1")], { as: "Beta", ...made }),
];
