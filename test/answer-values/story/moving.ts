import * as leaves from "../effects.ts";
import { byKey, byUser, feature, on, type Step, step, steps } from "./step.ts";

function longest(hours: number, now: number): string {
  return new Date(now + hours * 3_600_000).toISOString();
}

/** Units are counted. */
const counting: readonly Step[] = [
  ...steps(
    "add-consumption",
    [byKey("COUN"), byKey("COUN", { consumptions: 5 }), byKey("COUN", { consumptions: -3 })],
    { leaves: leaves.counts },
  ),
  ...steps(
    "add-consumption",
    [
      byKey("COUN", { max_overages: 77 }),
      byKey("COUN", { max_overages: 0 }),
      byKey("COUN", { allow_overages: true, max_overages: 88 }),
    ],
    { leaves: leaves.counts },
  ),
  ...steps(
    "add-consumption",
    [byKey("FREE"), byKey("WEEK", { allow_overages: false }), byUser("cyd", { consumptions: 2 })],
    { leaves: leaves.counts },
  ),
  step("check-license", byKey("COUN")),
  ...steps(
    "add-feature-consumption",
    ["units", "more-units", "local", "counted-seats"].map((code) => feature(code)),
    { leaves: leaves.countsOnFeature },
  ),
  ...steps(
    "add-feature-consumption",
    ["COUN", "FREE", "FREE"].map((key) => byKey(key, { feature: "units" })),
    {
      leaves: leaves.countsOnFeature,
    },
  ),
  ...steps("add-consumption", [byKey("FREE", { consumptions: 4 })], { leaves: leaves.counts }),
  ...steps("add-feature-consumption", [feature("units", { consumptions: -2 }), feature("local", { consumptions: 6 })], {
    leaves: leaves.countsOnFeature,
  }),
  step("check-license", byKey("PERP")),
];

/** Seats are borrowed and given back. */
const borrowing: readonly Step[] = [
  step("floating-borrow", byKey("SUBS", { ...on(2), borrowed_until: "2026-11-25 10:30" }), {
    leaves: leaves.borrows(() => "2026-11-25T10:30:00.000Z"),
  }),
  step("floating-borrow", byKey("SUBS", { ...on(3), borrowed_until: null }), { leaves: leaves.borrows(longest) }),
  ...steps("check-license", [byKey("SUBS", on(2)), byKey("SUBS")], { leaves: leaves.takesSeat }),
  step("floating-release", byKey("SUBS"), { leaves: leaves.releases }),
  step("check-license", byKey("SUBS", on(3)), { leaves: leaves.takesSeat }),
  step("floating-feature-borrow", feature("seats", { borrowed_until: null }), { leaves: leaves.borrows(longest) }),
  step("floating-feature-borrow", feature("seats", { ...on(2), borrowed_until: "2026-11-24" }), {
    leaves: leaves.borrows(() => "2026-11-24T00:00:00.000Z"),
  }),
  step("floating-feature-release", feature("seats"), { leaves: leaves.releases }),
  step("check-license-feature", feature("seats", on(2)), { leaves: leaves.takesFeatureSeat }),
];

/** Variables are written. */
const writing: readonly Step[] = [
  ...steps(
    "track-device-variables",
    [
      byKey("PERP", { variables: { color: 7, shape: true } }),
      byUser("ben", { ...on(2), variables: { level: "high" } }),
    ],
    {
      leaves: leaves.writesVariables,
    },
  ),
  ...steps("get-device-variables", [byKey("PERP"), byUser("ben", on(2))], { leaves: leaves.learnsIds }),
];

/** Counters move: units, seats, borrowings. */
export const moving: readonly Step[] = [...counting, ...borrowing, ...writing];
