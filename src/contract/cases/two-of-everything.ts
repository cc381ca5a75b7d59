import type { EndpointName } from "../../api/endpoints.ts";
import type { ContractCase, Role, Step, StepContext, UndoRequest } from "../case.ts";
import { caseMaker } from "./case-maker.ts";
import { beforeAndNow, movedBy, sameAs } from "./counter-claims.ts";
import { type Complaint, complaintUnless, stillRefusedStep, successStep } from "./expectations.ts";
import {
  ask,
  idsIn,
  listedFor,
  own,
  putBack,
  role,
  rolesOf,
  type Sides,
  secondDevice,
  secondLicense,
  sides,
  two,
  type Which,
} from "./one-of-two.ts";
import { type FieldSource, newDevice } from "./requests.ts";
import { nothingToUndo } from "./undo-requests.ts";

const inviolable = { alsoEvidence: "inviolable" } as const;

/** What a call shows, compared with what an earlier answer of the case showed. */
interface Look {
  readonly request: Step["request"];
  readonly read: (body: never) => unknown;
}

const units = (which: Which): Look => ({
  request: ask("check-license", which),
  read: ({ id, total_consumptions }: Readonly<Record<string, unknown>>) => ({ id, total_consumptions }),
});
const devices = (which: Which): Look => ({
  request: ask("check-license", which),
  read: ({ id, times_activated }: Readonly<Record<string, unknown>>) => ({ id, times_activated }),
});
const featureUnits = (which: Which): Look => ({
  request: ask("check-license-feature", which),
  read: ({ code, license_id, total_consumptions }: Readonly<Record<string, unknown>>) => ({
    ...{ code, license_id, total_consumptions },
  }),
});
const variables = (which: Which): Look => ({
  request: ask("get-device-variables", which),
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
  readonly meant: Look;
  /** A query that only succeeds where it did not happen. */
  readonly gone?: Step["request"];
  /** Units by which the total of what is meant has moved, and no further. */
  readonly units?: number;
  readonly effect: "reversible" | "permanent";
  readonly undo?: readonly UndoRequest[];
}

const theme = (_role: Role, scene: StepContext) => ({ variables: { theme: scene.fresh("theme") } });

/** Every endpoint that acts on one license, with the others that stand by. */
function actingOn({ own, others }: Sides): Acting[] {
  const other: Which = { ...own, device: 1 };
  const counter: Which = { ...own, feature: "counter" };
  const letGo = {
    request: ask("deactivate-license", own, newDevice),
    settled: nothingToUndo["deactivate-license"] ?? [],
  };
  const again = { request: ask("activate-license", own), settled: [] };
  return [
    {
      ...{ endpoint: "add-consumption", fields: { consumptions: 2 }, units: 2, effect: "permanent" },
      meant: units(own),
      others: [...others.map(units), featureUnits(counter)],
    },
    {
      ...{ endpoint: "add-feature-consumption", fields: { consumptions: 2 }, which: counter, units: 2 },
      effect: "permanent",
      meant: featureUnits(counter),
      others: [
        ...others.map((one) => featureUnits({ ...one, feature: "counter" })),
        featureUnits({ ...own, feature: "other_counter" }),
        units(own),
      ],
    },
    {
      ...{ endpoint: "track-device-variables", fields: theme, effect: "permanent" },
      meant: variables(own),
      others: [other, ...others].map(variables),
    },
    ...(["activate-license", "activate-offline"] as const).map(
      (endpoint): Acting => ({
        ...{ endpoint, fields: newDevice, effect: "reversible", undo: [letGo] },
        meant: devices(own),
        others: others.map(devices),
      }),
    ),
    ...(["deactivate-license", "deactivate-offline"] as const).map(
      (endpoint): Acting => ({
        ...{ endpoint, effect: "reversible", undo: [again] },
        ...(endpoint === "deactivate-offline" && { fields: { password: undefined } }),
        meant: devices(other),
        gone: ask("check-license", own),
        others: [variables(other), ...others.map(devices)],
      }),
    ),
  ];
}

function caseOf(
  all: Sides,
  { endpoint, fields, which = all.own, others, meant, gone, units: moved, effect, undo }: Acting,
): ContractCase {
  const listed = listedFor(all);
  const since = listed.length + others.length;
  const isMoved: Complaint | undefined = moved === undefined ? undefined : movedBy(moved, since);
  const after = others.map((one, at) => successStep(one.request, asBefore(listed.length + at, one), inviolable));
  const steps = [
    ...listed,
    ...[...others, meant].map((one) => successStep(one.request)),
    successStep(ask(endpoint, which, fields)),
    ...after,
    successStep(meant.request, isMoved ?? otherThanBefore(since, meant), inviolable),
  ];
  return caseMaker(endpoint).story(
    `of ${all.about}, it happens to the ones that are named`,
    rolesOf(all),
    [...steps, ...(gone ? [stillRefusedStep(gone)] : [])],
    { variant: all.variant, effect, ...(undo && { undo: putBack(all, undo) }) },
  );
}

function asBefore(step: number, { read }: Look): Complaint {
  return sameAs(step, read, (before, now) => `of one that was not named: ${before} before and ${now} after`);
}

/** Where a look shows anything: no page promises that it does. */
function otherThanBefore(step: number, { read }: Look): Complaint {
  return (body: never, scene: StepContext) => {
    if (Object.values(read(body) as object).some((fact) => fact === undefined)) return undefined;
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
    return caseMaker(endpoint).story(about, [role], [...listedFor(two), ...steps], {
      variant: "of-two",
      effect: "none",
    });
  },
);

/** Of variables there is no id in the answer: those of two devices and two licenses are all different. */
const differentVariables = caseMaker("get-device-variables").story(
  "two devices and two licenses have variables of their own",
  [role],
  [
    ...listedFor(two),
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

/** What can only be told where there are two of everything: whose answer it is, and whom it happened to. */
export const twoOfEverythingCases: readonly ContractCase[] = [
  ...sides.flatMap((all) => actingOn(all).map((one) => caseOf(all, one))),
  ...told,
  differentVariables,
];
