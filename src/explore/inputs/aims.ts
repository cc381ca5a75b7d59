import { type EndpointName, endpointNames, endpointRow } from "../../api/endpoints.ts";
import type { Effect, Role } from "../../contract/case.ts";
import { cases } from "../../contract/cases/index.ts";
import { instancesOf, type Target } from "../../contract/target.ts";
import { type RequestShape, requestShapes, type ValueShape } from "../../generated/request-shapes.ts";
import { hasSeats } from "../role-facts.ts";

/** Who the requests to an endpoint are about. */
export interface Aim {
  readonly endpoint: EndpointName;
  /** Left out where an endpoint is about nobody. */
  readonly role?: string;
  /** The fields of a sound request. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** What a call does to the target that is taken. */
  readonly effect: Effect;
  /** Whether a case of the contract succeeds at the endpoint with this role: one that is refused anyway shows less. */
  readonly isLikely: boolean;
}

const successes = new Set(
  cases.filter(({ outcome }) => outcome === "ok").map(({ endpoint, needs: [role] }) => `${endpoint} ${role}`),
);

/** What a call changes that puts it back, and what only adds to what is there. */
const reversible: readonly EndpointName[] = [
  ...(["activate-license", "deactivate-license", "activate-bundle", "deactivate-bundle"] as const),
  ...(["floating-borrow", "floating-release", "floating-feature-borrow", "floating-feature-release"] as const),
];
const takesSeats: readonly EndpointName[] = ["check-license", "check-license-feature", "check-bundle"];

/** A password that is changed would lock everybody out, and offline requests count for good. */
const neverTaken: readonly EndpointName[] = ["change-password"];

const effects: readonly Effect[] = ["none", "reversible", "permanent"];

/** What a check tells of its device, and a server may remember. */
export const remembered: readonly string[] = [
  ...["is_vm", "vm_info", "os_ver", "hostname", "os_hostname", "ip", "ip_local", "app_ver", "app_name"],
  ...["mac_address", "mac_adddress", "sdk_ver"],
];

/** The fields that requests of an aim may have, with what they hold. */
export function shapesFor({ endpoint, effect }: Aim): Readonly<Record<string, ValueShape>> {
  const { fields } = requestShapes[endpoint] as RequestShape;
  if (effect !== "none") return fields;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !remembered.includes(name)));
}

/** Everybody a target's roles let a request be about, as far as the effect of being taken is allowed; else nobody. */
export function aimsFor(target: Target, allow: Effect): Aim[] {
  const names = Object.keys(target.roles).filter((name) => instancesOf(target, name).length > 0);
  return endpointNames.flatMap((endpoint) => {
    const fitting = names.flatMap((name) => aimAt(endpoint, name, instancesOf(target, name)[0] as Role) ?? []);
    const allowed = fitting.filter(({ effect }) => effects.indexOf(effect) <= effects.indexOf(allow));
    const { required, ways } = requestShapes[endpoint] as RequestShape;
    if (required.length + ways.length === 0) return [{ endpoint, fields: {}, effect: "none", isLikely: true }];
    return allowed.length > 0
      ? allowed
      : fitting
          .slice(0, 3)
          .map(atNobody)
          .filter(({ effect }) => effect === "none");
  });
}

function aimAt(endpoint: EndpointName, role: string, found: Role): Aim | undefined {
  const { fields: known, required, ways } = requestShapes[endpoint] as RequestShape;
  const { code, ...own } = found;
  const all: Readonly<Record<string, unknown>> = {
    ...own,
    ...(code !== undefined && own.id_token === undefined && { code }),
    ...madeUp(endpoint),
  };
  const fields = Object.fromEntries(Object.entries(all).filter(([name]) => Object.hasOwn(known, name)));
  const isWhole = (names: readonly string[]) => names.every((name) => Object.hasOwn(fields, name));
  const ownNeeds = required.filter((name) => !ofOffline.includes(name));
  if (!isWhole(ownNeeds) || (ways.length > 0 && !ways.some(isWhole)) || Object.keys(fields).length === 0)
    return undefined;
  const isLikely = successes.has(`${endpoint} ${role}`);
  if (neverTaken.includes(endpoint)) return atNobody({ endpoint, role, fields, effect: "none", isLikely });
  return { endpoint, role, fields, effect: effectOf(endpoint, role), isLikely };
}

/** What buildRequest writes into an offline request by itself. */
const ofOffline = ["request", "request_id", "date", "api_key", "signature"];

/** Fields that no role has, as they are free to choose. */
function madeUp(endpoint: EndpointName): Readonly<Record<string, string | object>> {
  if (endpoint === "floating-borrow" || endpoint === "floating-feature-borrow") return { borrowed_until: "2030-01-01" };
  if (endpoint === "track-device-variables") return { variables: { theme: "dark" } };
  if (endpoint === "oauth-url") return { login_type: "link" };
  if (endpoint === "change-password") return { new_password: "Another-Password-1" };
  return {};
}

function effectOf(endpoint: EndpointName, role: string): Effect {
  if (reversible.includes(endpoint)) return "reversible";
  if (endpointRow(endpoint).method === "POST" || endpoint === "trial-key") return "permanent";
  return takesSeats.includes(endpoint) && hasSeats(role) ? "reversible" : "none";
}

/** The same about a license, a user and an account that nobody has: there is nothing that it could change. */
function atNobody({ endpoint, role, fields, effect, isLikely }: Aim): Aim {
  const names = Object.entries(fields).map(([name, value]) => [name, nobody[name] ?? value]);
  const isMeant = Object.keys(fields).some((name) => ["license_key", "username", "id_token"].includes(name));
  return {
    endpoint,
    ...(role !== undefined && { role }),
    fields: Object.fromEntries(names),
    effect: isMeant ? "none" : effect,
    isLikely,
  };
}

const nobody: Readonly<Record<string, string>> = {
  license_key: "NOBO-DYHA-STHI-SKEY",
  username: "nobody-at-all@example.test",
  password: "Password-of-nobody-1",
  id_token: "token-of-nobody",
  code: "code-of-nobody",
};
