import * as leaves from "../effects.ts";
import { makesTrial } from "../trial-effects.ts";
import { byKey, feature, on, type Step, step, steps } from "./step.ts";

/** A week, a month and the days of grace go by. */
export const later: readonly Step[] = [
  step("activate-license", byKey("NEWS"), { leaves: leaves.all(leaves.activates, leaves.beginsTime) }),
  step("check-license", byKey("WEEK"), { at: "2026-12-01T00:00:00.000Z", leaves: leaves.resets("weekly", "monthly") }),
  step("check-license", byKey("FREE"), { leaves: leaves.takesSeat }),
  step("check-license", byKey("PERP")),
  step("check-license-feature", feature("more-units")),
  step("device-licenses", on(1)),
  step("track-device-variables", byKey("TIME", { variables: { color: "red" } }), { leaves: leaves.writesVariables }),
  step("activate-license", byKey("TIME", { variables: { color: "blue" } }), { leaves: leaves.activates }),
  step("activate-offline", byKey("PERP", { request: "activation", request_id: "file-4" }), {
    leaves: leaves.activates,
  }),
  step("trial-key", { product: "try-app", hardware_id: "Fresh-5" }, { leaves: makesTrial }),
  step("check-license", byKey("SUBS", on(3)), {
    at: "2029-01-01T00:00:00.000Z",
    leaves: leaves.resets("weekly", "monthly", "annually"),
  }),
  ...steps("check-license", [byKey("TIME"), byKey("PERP"), byKey("NEWS")]),
];
