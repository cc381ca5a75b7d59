import type { EndpointName } from "../../api/endpoints.ts";
import type { Answer, ContractCase, Effect, Step, StepContext } from "../case.ts";
import { caseMaker } from "./case-maker.ts";
import { successStep } from "./expectations.ts";
import { type FieldSource, requestOf } from "./requests.ts";

// What a license has is told by several endpoints: each fact is the same wherever it is told.

/** A role whose license has all that one may have, with the query that tells of it and the activations that do. */
interface Told {
  readonly role: string;
  readonly query: "check-license" | "check-bundle";
  readonly activations: readonly EndpointName[];
  /** A check is a contact: who has a seat keeps it for longer. */
  readonly effect: Effect;
}

const activations = ["activate-license", "activate-offline"] as const;
const bundles = ["activate-bundle", "activate-bundle-offline"] as const;

const told: readonly Told[] = [
  { role: "completeUser", query: "check-license", activations, effect: "none" },
  { role: "completeFloatingUser", query: "check-license", activations: [activations[0]], effect: "reversible" },
  { role: "completeBundleUser", query: "check-bundle", activations: bundles, effect: "none" },
  { role: "completeFloatingBundleUser", query: "check-bundle", activations: [bundles[0]], effect: "reversible" },
];

/** Members that are about an answer and not about the license. */
const aside = /signature|request_id/;

/** Instants are told by the second or finer, or by their day alone. */
const finerThanSeconds = /^"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|\+00:00)"$/;
const dayAlone = /^"\d{4}-\d\d-\d\d"$/;

/** Members whose order is nobody's business are told apart by these. */
const names = ["code", "variable", "name", "id"];

type Facts = ReadonlyMap<string, string>;
type Json = Readonly<Record<string, unknown>>;

/** The licenses that an answer tells of, by their ids. */
export function licensesIn(body: unknown): Map<unknown, Json> {
  const { licenses = body } = body as { licenses?: unknown };
  const all = (Array.isArray(licenses) ? licenses : [licenses]) as Json[];
  return new Map(all.map((one) => (one.license ?? one) as Json).map((license) => [license.id, license]));
}

/** Every fact of a license, by its place. */
function factsOf(value: unknown, place = ""): Facts {
  if (typeof value !== "object" || value === null) {
    return new Map([[place, JSON.stringify(value).replace(finerThanSeconds, '"$1"')]]);
  }
  const members = Array.isArray(value)
    ? value.map((one, at): [string, unknown] => [nameOf(one) ?? String(at), one])
    : Object.entries(value).filter(([name]) => !aside.test(name));
  return new Map(members.flatMap(([name, one]) => [...factsOf(one, `${place}/${name}`)]));
}

function nameOf(member: unknown): string | undefined {
  const own = (member ?? {}) as Json;
  const name = names.find((one) => own[one] !== undefined);
  return name && String(own[name]);
}

function isSame(one: string, other: string): boolean {
  return one === other || isItsDay(one, other) || isItsDay(other, one);
}

function isItsDay(day: string, instant: string): boolean {
  return dayAlone.test(day) && instant.startsWith(`${day.slice(0, -1)}T`);
}

/** The complaint, where an answer tells something otherwise than the first one of the case did. */
function toldAlike(body: never, { seen }: StepContext): string | undefined {
  const before = licensesIn((seen[0] as Answer).body);
  const now = licensesIn(body);
  for (const [id, license] of before) {
    const again = now.get(id);
    if (again === undefined) return `there is no license with id ${id}`;
    const facts = factsOf(again);
    const other = [...factsOf(license)].find(([place, fact]) => !isSame(facts.get(place) ?? fact, fact));
    if (other) return `${other[0]} is ${facts.get(other[0])} and was ${other[1]}`;
  }
  return undefined;
}

function caseOf(endpoint: EndpointName, { role, query, effect }: Told): ContractCase {
  const fields: FieldSource = endpoint === "activate-bundle-offline" ? { request: "activation" } : {};
  const steps: Step[] = [
    successStep(requestOf(query, role)),
    successStep(requestOf(endpoint, role, fields), toldAlike, { alsoEvidence: "inviolable" }),
  ];
  return caseMaker(endpoint).story("what a license has is told alike wherever it is told", [role], steps, {
    variant: `as-${query}-${role}`,
    effect,
  });
}

const lists = ["user-licenses", "device-licenses"] as const;

/** Each endpoint that tells of licenses, beside the one that is asked for them. */
export const completeCases: readonly ContractCase[] = told.flatMap((one) =>
  [...one.activations, ...lists].map((endpoint) => caseOf(endpoint, one)),
);
