import type { EndpointName } from "../../api/endpoints.ts";
import type { ContractCase, Role, Step, StepContext, UndoRequest } from "../case.ts";
import { caseMaker } from "./case-maker.ts";
import { beforeAndNow, movedBy, sameAs } from "./counter-claims.ts";
import { type Complaint, complaintUnless, stillRefusedStep, successStep } from "./expectations.ts";
import { ask, bothListed, idsIn, naming, own, role, secondDevice, secondLicense, type Which } from "./one-of-two.ts";
import { type FieldSource, requestOf, resolvedFields } from "./requests.ts";

const inviolable = { alsoEvidence: "inviolable" } as const;

/** What a call shows, compared with what an earlier answer of the case showed. */
interface Look {
  readonly endpoint: EndpointName;
  readonly which: Which;
  readonly read: (body: never) => unknown;
}

const units = (which: Which): Look => ({
  ...{ endpoint: "check-license", which },
  read: ({ id, total_consumptions }: Readonly<Record<string, unknown>>) => ({ id, total_consumptions }),
});
const devices = (which: Which): Look => ({
  ...{ endpoint: "check-license", which },
  read: ({ id, times_activated }: Readonly<Record<string, unknown>>) => ({ id, times_activated }),
});
const featureUnits = (which: Which): Look => ({
  ...{ endpoint: "check-license-feature", which },
  read: ({ code, license_id, total_consumptions }: Readonly<Record<string, unknown>>) => ({
    ...{ code, license_id, total_consumptions },
  }),
});
const variables = (which: Which): Look => ({
  ...{ endpoint: "get-device-variables", which },
  read: (all: readonly { readonly variable: string; readonly value: unknown }[]) =>
    all.map(({ variable, value }) => `${variable}=${value}`),
});

/** An endpoint that acts on one of two, with what shows of the others and of that one. */
interface Acting {
  readonly endpoint: EndpointName;
  readonly fields?: FieldSource;
  readonly which?: Which;
  /** Nothing of these may change. */
  readonly others: readonly Look[];
  /** Something of this must. */
  readonly meant?: Look;
  /** A query that only succeeds where it did not happen. */
  readonly gone?: Step["request"];
  /** Units by which the total of what is meant has moved, and no further. */
  readonly units?: number;
  readonly effect: "reversible" | "permanent";
  readonly undo?: readonly UndoRequest[];
}

const theme = (_role: Role, scene: StepContext) => ({ variables: { theme: scene.fresh("theme") } });
const counter: Which = { ...own, feature: "counter" };
const listAgain: UndoRequest = { request: requestOf("user-licenses", role), settled: [] };
const again: readonly UndoRequest[] = [listAgain, { request: ask("activate-license", own), settled: [] }];
const othersOf = (look: (which: Which) => Look): Look[] => [look(secondLicense)];

const acting: readonly Acting[] = [
  {
    ...{ endpoint: "add-consumption", fields: { consumptions: 2 }, units: 2, effect: "permanent" },
    meant: units(own),
    others: [...othersOf(units), featureUnits(counter)],
  },
  {
    ...{ endpoint: "add-feature-consumption", fields: { consumptions: 2 }, which: counter, units: 2 },
    effect: "permanent",
    meant: featureUnits(counter),
    others: [
      featureUnits({ ...secondLicense, feature: "counter" }),
      featureUnits({ ...own, feature: "other_counter" }),
      units(own),
    ],
  },
  {
    ...{ endpoint: "track-device-variables", fields: theme, effect: "permanent" },
    meant: variables(own),
    others: [variables(secondDevice), variables(secondLicense)],
  },
  {
    ...{ endpoint: "deactivate-license", effect: "reversible" },
    meant: devices(secondDevice),
    gone: ask("check-license", own),
    others: [variables(secondDevice), devices(secondLicense)],
    undo: again,
  },
  {
    ...{ endpoint: "deactivate-offline", fields: { password: undefined }, effect: "reversible" },
    meant: devices(secondDevice),
    gone: ask("check-license", own),
    others: [variables(secondDevice), devices(secondLicense)],
    undo: again,
  },
];

function caseOf({
  endpoint,
  fields,
  which = own,
  others,
  meant,
  gone,
  units: moved,
  effect,
  undo,
}: Acting): ContractCase {
  const before = [...others, ...(meant ? [meant] : [])];
  const looks = before.map((one) => successStep(ask(one.endpoint, one.which)));
  const since = before.length;
  const isMoved: Complaint | undefined = moved === undefined ? undefined : movedBy(moved, since);
  const after = others.map((one, at) => successStep(ask(one.endpoint, one.which), asBefore(at + 1, one), inviolable));
  const changed =
    meant && successStep(ask(meant.endpoint, meant.which), isMoved ?? otherThanBefore(since, meant), inviolable);
  const steps = [
    bothListed,
    ...looks,
    successStep(ask(endpoint, which, fields)),
    ...after,
    ...(changed ? [changed] : []),
  ];
  return caseMaker(endpoint).story(
    "of two licenses of a user, two devices and two features, it happens to the ones that are named",
    [role],
    [...steps, ...(gone ? [stillRefusedStep(gone)] : [])],
    { variant: "of-two", effect, ...(undo && { undo }) },
  );
}

function asBefore(step: number, { read }: Look): Complaint {
  return sameAs(step, read, (before, now) => `of one that was not named: ${before} before and ${now} after`);
}

function otherThanBefore(step: number, { read }: Look): Complaint {
  return (body: never, scene: StepContext) => {
    const [before, now] = beforeAndNow(step, read)(body, scene);
    return complaintUnless(before !== now, `of the one that was named: ${now} as before`);
  };
}

/** A query about each of two tells them apart. */
const told: readonly ContractCase[] = (["check-license", "check-license-feature", "get-device-variables"] as const).map(
  (endpoint) => {
    const feature = endpoint === "check-license-feature" ? ({ feature: "counter" } as const) : {};
    const name = endpoint === "get-device-variables" ? undefined : endpoint === "check-license" ? "id" : "license_id";
    const steps = ([0, 1] as const).map((license) =>
      successStep(
        ask(endpoint, { license, device: 0, ...feature }),
        (body: Readonly<Record<string, unknown>>, scene) => {
          const expected = idsIn(scene)[license];
          if (name === undefined) return undefined;
          return complaintUnless(body[name] === expected, `${name} is ${body[name]}, expected ${expected}`);
        },
        inviolable,
      ),
    );
    const about = "of two licenses of a user the one is told that is named";
    return caseMaker(endpoint).story(about, [role], [bothListed, ...steps], { variant: "of-two", effect: "none" });
  },
);

/** Of variables there is no id in the answer: those of two devices and two licenses are all different. */
const differentVariables = caseMaker("get-device-variables").story(
  "two devices and two licenses have variables of their own",
  [role],
  [
    bothListed,
    successStep(ask("get-device-variables", own)),
    ...[secondDevice, secondLicense].map((which) =>
      successStep(
        ask("get-device-variables", which),
        (all: never, scene) => {
          const [first, other] = beforeAndNow(1, variables(own).read)(all, scene);
          return complaintUnless(first !== other, "the same variables");
        },
        inviolable,
      ),
    ),
  ],
  { variant: "own-of-two", effect: "none" },
);

/** The seats of two features, which two devices hold. */
const seats: readonly ContractCase[] = (["floating-feature-borrow", "floating-feature-release"] as const).map(
  (endpoint) => {
    const mine: Which = { ...own, feature: "seats" };
    const theirs: readonly Which[] = [
      { ...secondDevice, feature: "seats" },
      { ...own, feature: "other_seats" },
      { ...secondLicense, feature: "seats" },
    ];
    const back = [mine, ...theirs].map(
      (which): UndoRequest => ({
        request: requestOf("floating-feature-release", role, (fields, scene) =>
          scene.seen.length > 0 ? resolvedFields(naming(which), fields, scene) : {},
        ),
        settled: "any refusal",
      }),
    );
    const take = (which: Which) => successStep(ask("check-license-feature", which));
    const act = successStep(
      ask(endpoint, mine, endpoint === "floating-feature-borrow" ? { borrowed_until: null } : {}),
    );
    const release = (which: Which) => successStep(ask("floating-feature-release", which));
    return caseMaker(endpoint).story(
      "of two licenses, two devices and two features, the others keep their seats",
      [role],
      [bothListed, take(mine), ...theirs.map(take), act, ...theirs.map(release)],
      {
        variant: "of-two",
        effect: "reversible",
        undo: [listAgain, ...back],
      },
    );
  },
);

/** What can only be told where there are two of everything: whose answer it is, and whom it happened to. */
export const twoOfEverythingCases: readonly ContractCase[] = [
  ...acting.map(caseOf),
  ...told,
  differentVariables,
  ...seats,
];
