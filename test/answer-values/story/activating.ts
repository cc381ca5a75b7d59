import * as leaves from "../effects.ts";
import { byKey, byUser, type Fields, on, passwordOf, type Step, step, steps, suite, team, texts } from "./step.ts";

const proved = (name: string, more: Fields = {}) => byUser(name, { password: passwordOf(name), ...more });
const file = { request: "activation" };

/** Devices are activated. */
const coming: readonly Step[] = [
  step("activate-license", byKey("PERP", { ...on(8), variables: { size: 12, shape: "round" } }), {
    leaves: leaves.transfers,
  }),
  step("activate-license", byKey("PERP", { ...on(9), include_expired_features: true }), {
    leaves: leaves.activates,
  }),
  ...steps(
    "activate-license",
    [byKey("PERP", on(0)), byKey("TIME", texts), byKey("FREE", on(3)), byKey("OVER", on(2))],
    { leaves: leaves.activates },
  ),
  ...steps("activate-license", [byKey("PERP"), byKey("COUN")], { as: "Beta", leaves: leaves.activates }),
  step("activate-license", byKey("NEWS"), { leaves: leaves.all(leaves.activates, leaves.beginsTime) }),
  ...steps("activate-license", [proved("ben", on(7)), proved("cyd", on(7)), byKey("SUBS", on(7))], {
    leaves: leaves.activates,
  }),
];

/** Some of them are let go. */
const going: readonly Step[] = [
  ...steps("check-license", [byKey("PERP", on(8)), byUser("ben", on(7))]),
  step("deactivate-license", byKey("PERP", on(2)), { leaves: leaves.deactivates }),
  step("deactivate-license", byKey("COUN", { consumptions: 4 }), {
    leaves: leaves.all(leaves.counts, leaves.deactivates),
  }),
  step("deactivate-license", byUser("ada", on(3)), { leaves: leaves.deactivates }),
  step("check-license", byKey("PERP")),
  step("check-license", byUser("ada")),
  step("activate-license", byKey("COUN"), { leaves: leaves.activates }),
];

/** The licenses of a bundle go together. */
const inBundles: readonly Step[] = [
  step("activate-bundle", suite(on(2)), { leaves: leaves.activatesBundle }),
  step("activate-bundle", team({ password: passwordOf("ada"), ...on(3), ...texts, variables: { size: "9" } }), {
    leaves: leaves.activatesBundle,
  }),
  step("deactivate-bundle", suite(on(2)), { leaves: leaves.deactivatesBundle }),
  ...steps("check-bundle", [suite(), team(on(3))]),
];

/** So do requests that travel by hand. */
const byFile: readonly Step[] = [
  step("activate-offline", byKey("COUN", { ...file, ...on(7), request_id: "file-1", consumptions: 3 }), {
    leaves: leaves.all(leaves.countsOffline, leaves.activates),
  }),
  step(
    "activate-offline",
    byKey("WEEK", { ...file, ...on(7), product_features: [{ code: "units", consumptions: 4 }] }),
    { leaves: leaves.all(leaves.countsOffline, leaves.activates, leaves.beginsTime) },
  ),
  step("activate-offline", proved("cyd", { ...file, ...on(2), request_id: "file-2", variables: { size: "3" } }), {
    leaves: leaves.activates,
  }),
  step(
    "deactivate-offline",
    byKey("COUN", {
      ...on(7),
      request: "deactivation",
      consumptions: 2,
      product_features: [{ code: "units", consumptions: 1 }],
    }),
    { leaves: leaves.all(leaves.countsOffline, leaves.deactivates) },
  ),
  step("activate-bundle-offline", suite({ ...file, ...on(3), request_id: "file-3" }), {
    leaves: leaves.transfersBundle,
  }),
  step("activate-bundle-offline", team({ ...file, ...on(2), password: passwordOf("ada") }), {
    leaves: leaves.activatesBundle,
  }),
  step("deactivate-bundle-offline", suite({ ...on(3), request: "deactivation" }), {
    leaves: leaves.deactivatesBundle,
  }),
];

/** What came of it. */
const after: readonly Step[] = [
  ...steps("check-license", [byKey("COUN"), byKey("WEEK"), byUser("cyd", on(2))]),
  ...steps("device-licenses", [on(2), on(7)]),
  step(
    "change-password",
    { username: "ada@user.test", password: passwordOf("ada"), new_password: "chosen" },
    { leaves: leaves.changesPassword },
  ),
  step("customer-license-users", { product: "user-app", customer: "ann@customer.test" }),
];

/** Devices come and go, on line and by file. */
export const activating: readonly Step[] = [...coming, ...going, ...inBundles, ...byFile, ...after];
