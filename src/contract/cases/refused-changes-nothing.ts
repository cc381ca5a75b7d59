import { type EndpointName, endpointRow, errorCodesOf } from "../../api/endpoints.ts";
import type { CaseRequest, ContractCase, Step, StepContext } from "../case.ts";
import { isSuccess } from "../read-answer.ts";
import { type Action, actions } from "./actions.ts";
import { caseMaker } from "./case-maker.ts";
import { evidenceOf } from "./expectations.ts";
import { type FieldSource, newDevice, requestOf, requestTo, resolvedFields } from "./requests.ts";
import { brokenBodies } from "./wrong-bodies.ts";
import { limitedKey, type WrongCall, wrongDates, wrongHeaders, wrongKeys } from "./wrong-calls.ts";
import { wrongTokens } from "./wrong-tokens.ts";

const nobody = { license_key: "NONE-NONE-NONE-NONE" };
const proofs: readonly WrongCall[] = [...wrongHeaders, ...wrongDates(undefined), ...wrongKeys, ...wrongTokens];

/** What every refused call has in common: nothing is different after it, though it names something real. */
export const refusedChangesNothingCases: readonly ContractCase[] = actions.flatMap((action) => [
  story(
    action,
    "unproved-changes-nothing",
    "calls without a proof change nothing",
    proofs.filter(({ needs }) => needs === undefined).map((wrong) => tried(action, wrong)),
  ),
  story(action, "wrong-changes-nothing", "calls that are wrong change nothing", [
    ...(hasJsonBody(action) ? brokenBodies.map((wrong) => tried(action, wrong)) : []),
    ...wrongFields(action).map((fields) => tried(action, { change: () => ({}) }, fields)),
  ]),
  ...otherKeys(action),
]);

/** Keys and tokens that a target need not have: a case of its own, so that the others are not blocked without them. */
function otherKeys(action: Action): ContractCase[] {
  const wrong = [...proofs, limitedKey(action.endpoint)].filter(({ needs }) => needs !== undefined);
  const mayChange = wrong.filter(({ code }) => code !== "read_only_api_key" || isPost(action));
  const needs = mayChange.flatMap((one) => one.needs ?? []);
  const tries = mayChange.map((one) => tried(action, one));
  return [
    story(action, "other-keys-change-nothing", "keys and tokens that may not do it change nothing", tries, needs),
  ];
}

function story(
  action: Action,
  variant: string,
  about: string,
  tries: readonly Step[],
  needs: readonly string[] = [],
): ContractCase {
  const { endpoint, role, before = [], effect, undo } = action;
  const own = action.variant === undefined ? variant : `${action.variant}-${variant}`;
  const first = before.length;
  const unchanged = unlessTaken(action.unchanged({ alsoEvidence: "inviolable" }), first, first + tries.length);
  // Whom a server acts on that is told no device, or another license, nobody knows
  const lasting = variant.startsWith("wrong") ? "permanent" : effect;
  return caseMaker(endpoint).story(about, [...new Set([role, ...needs])], [...before, ...tries, unchanged], {
    ...{ variant: own, effect: lasting },
    ...(undo && { undo }),
  });
}

/** A wrong call about something real, which is only tried. */
function tried(
  action: Action,
  { change, rewrite }: Pick<WrongCall, "change" | "rewrite">,
  more: FieldSource = {},
): Step {
  const { endpoint, role } = action;
  const request = (scene: StepContext): CaseRequest => {
    const { fields = {}, ...rest } = change(scene.role);
    const asked = requestOf(endpoint, role, (own) => ({
      ...resolvedFields(action.fields, own, scene),
      ...fields,
      ...resolvedFields(more, own, scene),
    }))(scene);
    return { ...asked, ...(rewrite && { raw: rewrite(asked.input) }), ...rest };
  };
  const evidence = { outcome: "assumed", code: "assumed", status: "assumed" } as const;
  return { request: requestTo(endpoint, request), expect: { evidence, isTried: true } };
}

/** Fields with which no server may act on what the role names. */
function wrongFields({ endpoint, wrongly = [] }: Action): FieldSource[] {
  if (endpoint === "change-password") return [...wrongly]; // it is about no product and no device
  const namesDevice = evidenceOf(endpoint, "missing_parameters") !== "assumed";
  return [
    { product: "no-such-product" },
    ...(endpoint === "trial-key" ? [] : [nobody, { license_id: 1 }, { license_id: "first" }]),
    ...(namesDevice ? [{ hardware_id: undefined }] : []),
    ...(isOfDevice(endpoint) ? [newDevice] : []),
    ...wrongly,
  ];
}

/** Calls that only a device may make which is active. */
function isOfDevice(endpoint: EndpointName): boolean {
  return errorCodesOf(endpoint).includes("device_not_found");
}

function isPost({ endpoint }: Action): boolean {
  return endpointRow(endpoint).method === "POST";
}

function hasJsonBody(action: Action): boolean {
  return isPost(action) && endpointRow(action.endpoint).body !== "offline";
}

/** A target that took one of the calls has changed: whether it may is a question of other cases. */
function unlessTaken(step: Step, from: number, to: number): Step {
  return { ...step, skipIf: ({ seen }) => seen.slice(from, to).some((answer) => isSuccess(answer)) };
}
