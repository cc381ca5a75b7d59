import type { EndpointName } from "../../api/endpoints.ts";
import type { CheckedLicense } from "../../generated/types.ts";
import type { ContractCase, Step, UndoRequest } from "../case.ts";
import { caseMaker } from "./case-maker.ts";
import { sameAs } from "./counter-claims.ts";
import { refusedStep, successStep } from "./expectations.ts";
import { ask, listedFor, naming, putBack, role, rolesOf, type Sides, sides, type Which } from "./one-of-two.ts";
import { otherDevice, requestOf, resolvedFields } from "./requests.ts";
import { released } from "./undo-requests.ts";

const take = (which: Which) => successStep(ask("check-license-feature", which));
const borrow = (which: Which) => successStep(ask("floating-feature-borrow", which, { borrowed_until: null }));
const release = (which: Which) => successStep(ask("floating-feature-release", which));
const hasNone = (which: Which) =>
  refusedStep("floating_feature_device_not_in_use", ask("floating-feature-release", which));

/** What gives a seat back, where the list of licenses was answered whose id it names. */
function back(which: Which): UndoRequest {
  const request = requestOf("floating-feature-release", which.role ?? role, (fields, scene) =>
    which.license === undefined || scene.seen.length > 0 ? resolvedFields(naming(which), fields, scene) : {},
  );
  return { request, settled: "any refusal" };
}

/** Of two features, on two devices, of licenses that a server could take for each other. */
function seatsOf(all: Sides): ContractCase[] {
  const { own, others, variant, about } = all;
  const mine: Which = { ...own, feature: "seats" };
  const theirs: readonly Which[] = [
    { ...mine, device: 1 },
    { ...own, feature: "other_seats" },
    ...others.map((one): Which => ({ ...one, feature: "seats" })),
  ];
  const undo = putBack(all, [mine, ...theirs].map(back));
  const caseOf = (endpoint: EndpointName, sentence: string, name: string, steps: readonly Step[]) =>
    caseMaker(endpoint).story(`of ${about}, ${sentence}`, rolesOf(all), [...listedFor(all), ...steps], {
      ...{ variant: name, effect: "reversible", undo },
    });
  return [
    caseOf("floating-feature-borrow", "the others keep their seats", variant, [
      ...[take(mine), ...theirs.map(take), borrow(mine), ...theirs.map(release)],
    ]),
    caseOf("floating-feature-release", "the others keep their seats", variant, [
      ...[take(mine), ...theirs.map(take)],
      ...[release(mine), hasNone(mine), ...theirs.map(release)],
    ]),
    ...Object.entries({ "check-license-feature": take, "floating-feature-borrow": borrow }).map(([endpoint, act]) =>
      caseOf(endpoint as EndpointName, "no other takes a seat", `seat-${variant}`, [
        ...theirs.flatMap((which) => [take(which), release(which)]),
        ...[act(mine), ...theirs.map(hasNone), release(mine)],
      ]),
    ),
  ];
}

const user = "borrowableUserLicense";
const otherSeat = successStep(requestOf("check-license", user, otherDevice));

/** Whose seats they are, where two devices hold those of two features of two licenses. */
export const seatsOfTwoCases: readonly ContractCase[] = [
  ...sides.flatMap(seatsOf),
  caseMaker("check-license").story(
    "no other user takes a seat",
    [role, user],
    [
      otherSeat,
      successStep(requestOf("floating-release", user, otherDevice)),
      successStep(requestOf("check-license", role)),
      successStep(
        otherSeat.request,
        sameAs(
          0,
          ({ floating_in_use_devices }: CheckedLicense) => floating_in_use_devices,
          (before, now) => `seats of ${user}, whom nobody named: ${before} before and ${now} after`,
        ),
        { alsoEvidence: "inviolable" },
      ),
    ],
    {
      ...{ variant: "seat-of-another-user", effect: "reversible", undo: [released(user, otherDevice)] },
      facts: [`${user}.other_hardware_id`],
    },
  ),
];
