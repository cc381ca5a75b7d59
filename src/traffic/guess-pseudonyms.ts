import type { EndpointName } from "../api/endpoints.ts";
import type { Role } from "../contract/case.ts";
import { amissIn } from "../contract/roles/situation.ts";
import { type Traits, traitsOf } from "../contract/roles/traits.ts";
import { situationOf } from "../contract/roles/verify-roles.ts";
import { instancesOf, type Target } from "../contract/target.ts";
import type { CaseExchange } from "../generated/types.ts";
import { writtenEnd } from "./written-end.ts";

/** What pseudonyms of a recording stand for on a target: the values that are decided, and why others are not. */
export interface Guesses {
  readonly values: ReadonlyMap<string, string>;
  readonly undecided: ReadonlyMap<string, string>;
}

/** A role that may be meant. */
interface Candidate {
  readonly name: string;
  readonly role: Role;
  readonly value: string;
}

const fields = ["license_key", "username"] as const;

/**
 * Finds out which license or user of a target is meant by each pseudonym, `license_key:1` say: of the roles with the
 * product that was asked for, those in the situation that the recorded answers show, then those with the device, then those
 * that the answers show most of.
 */
export function guessPseudonyms(exchanges: readonly CaseExchange[], target: Target): Guesses {
  const values = new Map<string, string>();
  const undecided = new Map<string, string>();
  for (const name of pseudonymsIn(exchanges)) {
    const candidates = candidatesFor(name, exchanges, target);
    const [first, ...others] = [...new Set(candidates.map(({ value }) => value))];
    if (first !== undefined && others.length === 0) values.set(name, first);
    else undecided.set(name, whyUndecided(name, candidates));
  }
  return { values, undecided };
}

function pseudonymsIn(exchanges: readonly CaseExchange[]): Set<string> {
  const values = exchanges.flatMap(({ request: { input = {} } }) => fields.map((field) => input[field]));
  const texts = values.filter((value) => typeof value === "string");
  return new Set(texts.flatMap((text) => /^\{\{((?:license_key|username):\d+)\}\}$/.exec(text)?.[1] ?? []));
}

function candidatesFor(name: string, exchanges: readonly CaseExchange[], target: Target): Candidate[] {
  const field = name.split(":")[0] as (typeof fields)[number];
  const calls = exchanges.filter(({ request }) => request.input?.[field] === `{{${name}}}`);
  const all = Object.keys(target.roles).flatMap((role) => {
    return instancesOf(target, role).flatMap((one): Candidate[] => {
      const value = one[field];
      return typeof value === "string" ? [{ name: role, role: one, value }] : [];
    });
  });
  const asks = (one: string, { role }: Candidate) =>
    calls.every(({ request: { input = {} } }) => input[one] === undefined || input[one] === role[one]);
  const ofProduct = all.filter((candidate) => asks("product", candidate));
  const inSituation = orAll(ofProduct, (candidate) => calls.every((call) => isShown(call, candidate)));
  const onDevice = orAll(inSituation, (candidate) => asks("hardware_id", candidate));
  const most = Math.max(0, ...onDevice.map((candidate) => agreements(calls, candidate)));
  return onDevice.filter((candidate) => agreements(calls, candidate) === most);
}

/** Those that something is true of; all where it is true of none. */
function orAll(all: Candidate[], isSo: (candidate: Candidate) => boolean): Candidate[] {
  const some = all.filter(isSo);
  return some.length > 0 ? some : all;
}

/** Whether a recorded answer may be one about a role in its situation. */
function isShown(call: CaseExchange, { name, role }: Candidate): boolean {
  const situation = situationOf(name);
  if (situation === undefined) return true;
  const endpoint = call.request.endpoint as EndpointName;
  const { code = "ok" } = writtenEnd(call.expected);
  const traits = traitsIn(call, role);
  if (endpoint === situation.endpoint) return amissIn({ end: code, traits }, situation).length === 0;
  const told = Object.entries(situation.shows).filter(([trait]) => traits[trait] !== undefined);
  return amissIn({ end: "ok", traits }, { endpoint, ends: ["ok"], shows: Object.fromEntries(told) }).length === 0;
}

/** In how many traits the recorded answers are as a role in its situation shows. */
function agreements(calls: readonly CaseExchange[], { name, role }: Candidate): number {
  const { shows = {} } = situationOf(name) ?? {};
  return Object.keys(shows).filter((trait) =>
    calls.some((call) => shows[trait]?.includes(traitsIn(call, role)[trait] ?? "")),
  ).length;
}

function traitsIn({ request, expected }: CaseExchange, role: Role): Traits {
  const { body, refuses } = writtenEnd(expected);
  return refuses ? {} : traitsOf(request.endpoint as EndpointName, body, { ...role, bundle_code: true });
}

function whyUndecided(name: string, candidates: readonly Candidate[]): string {
  const roles = [...new Set(candidates.map((one) => one.name))];
  const list = roles.slice(0, 5).join(", ") + (roles.length > 5 ? ` and ${roles.length - 5} more` : "");
  const why = roles.length === 0 ? "no role of the target has this product" : `it may be that of ${list}`;
  return `{{${name}}} is not known: ${why}; say it by --values FILE, as { "${name}": "…" }`;
}
