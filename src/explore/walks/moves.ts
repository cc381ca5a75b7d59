import type { EndpointName } from "../../api/endpoints.ts";
import type { CaseRequest, Effect, Role, StepContext } from "../../contract/case.ts";
import { type Fields, requestOf } from "../../contract/cases/requests.ts";
import { countsUnits, hasSeats, isBundleRole } from "../role-facts.ts";

/** One call of a walk, in words that mean the same for the target and for the oracle. */
export interface Move {
  readonly endpoint: EndpointName;
  /** The role's own device, its other one, or one of two that no walk has used before. */
  readonly device: Device;
  readonly units: number;
  /** Which of the role's features, counted around. */
  readonly feature: number;
  /** What else it says: nothing for 0. */
  readonly more: number;
}

/** Devices of a walk. */
export type Device = "own" | "other" | "explore-a" | "explore-b";

/** A kind of call with what it does to the target. */
export interface Act {
  readonly endpoint: EndpointName;
  readonly effect: Effect;
  /** How often it is chosen beside the others. */
  readonly weight: number;
}

const acts: readonly Act[] = [
  { endpoint: "check-license", effect: "none", weight: 4 },
  { endpoint: "check-license-feature", effect: "none", weight: 3 },
  { endpoint: "get-device-variables", effect: "none", weight: 1 },
  { endpoint: "user-licenses", effect: "none", weight: 1 },
  { endpoint: "device-licenses", effect: "none", weight: 1 },
  { endpoint: "activate-license", effect: "reversible", weight: 5 },
  { endpoint: "deactivate-license", effect: "reversible", weight: 3 },
  { endpoint: "floating-borrow", effect: "reversible", weight: 3 },
  { endpoint: "floating-release", effect: "reversible", weight: 2 },
  { endpoint: "floating-feature-borrow", effect: "reversible", weight: 2 },
  { endpoint: "floating-feature-release", effect: "reversible", weight: 2 },
  { endpoint: "add-consumption", effect: "permanent", weight: 4 },
  { endpoint: "add-feature-consumption", effect: "permanent", weight: 3 },
  { endpoint: "track-device-variables", effect: "permanent", weight: 2 },
  { endpoint: "trial-key", effect: "permanent", weight: 1 },
];

const bundleActs: readonly Act[] = [
  { endpoint: "check-bundle", effect: "none", weight: 3 },
  { endpoint: "activate-bundle", effect: "reversible", weight: 3 },
  { endpoint: "deactivate-bundle", effect: "reversible", weight: 2 },
];

const effects: readonly Effect[] = ["none", "reversible", "permanent"];

/** The kinds of calls that a role allows within an effect; none where it says too little. */
export function actsOn(name: string, role: Role, allow: Effect): readonly Act[] {
  return (isBundleRole(name) ? bundleActs : acts).filter(
    (act) => isWithin(effectOn(name, act), allow) && isAnswerable(act.endpoint, name, role),
  );
}

function isWithin(effect: Effect, allow: Effect): boolean {
  return effects.indexOf(effect) <= effects.indexOf(allow);
}

/** A check may take a seat, which the walk gives back. */
function effectOn(role: string, { endpoint, effect }: Act): Effect {
  return endpoint.startsWith("check") && hasSeats(role) ? "reversible" : effect;
}

function isAnswerable(endpoint: EndpointName, name: string, role: Role): boolean {
  if (/^floating-(borrow|release)$/.test(endpoint) && !hasSeats(name)) return false;
  if (endpoint === "add-consumption" && !countsUnits(name)) return false;
  if (endpoint === "user-licenses") return role.password !== undefined;
  if (endpoint === "trial-key") return role.license_key === undefined && role.password === undefined;
  if (endpoint.includes("feature")) return featuresOf(role).length > 0;
  return role.license_key !== undefined || role.username !== undefined;
}

/** The request of a move, by the fields of the role that makes it. */
export function requestOfMove(move: Move, name: string, startedAt: number): (scene: StepContext) => CaseRequest {
  return requestOf(move.endpoint, name, (role, scene) => ({
    hardware_id: deviceOf(move.device, role, scene),
    ...fieldsOf(move, role, startedAt),
  }));
}

/** The hardware id of a walk's device. */
export function deviceOf(device: Device, { hardware_id, other_hardware_id }: Role, scene: StepContext): string {
  if (device === "own") return String(hardware_id);
  if (device === "other") return String(other_hardware_id ?? scene.fresh("explore-a"));
  return scene.fresh(device);
}

function fieldsOf({ endpoint, units, feature, more }: Move, role: Role, startedAt: number): Fields {
  const named = { feature: featuresOf(role)[feature % Math.max(1, featuresOf(role).length)] };
  const ahead = (hours: number) => new Date(startedAt + hours * 3_600_000).toISOString();
  switch (endpoint) {
    case "activate-license":
      return more === 1 ? { variables: { theme: `dark-${units}` } } : more === 2 ? { is_vm: true } : {};
    case "deactivate-license":
      return more === 1 ? { consumptions: Math.max(0, units) } : {};
    case "check-license":
      return more === 1 ? { include_expired_features: true } : more === 2 ? { is_vm: true } : {};
    case "check-license-feature":
    case "floating-feature-release":
      return named;
    case "add-feature-consumption":
      return { ...named, consumptions: units };
    case "add-consumption":
      return { consumptions: units };
    case "floating-borrow":
      return { borrowed_until: more % 2 === 0 ? null : ahead(more) };
    case "floating-feature-borrow":
      return { ...named, borrowed_until: more % 2 === 0 ? null : ahead(more) };
    case "track-device-variables":
      return { variables: { [more % 2 === 0 ? "theme" : "explored"]: `value-${units}` } };
    default:
      return {};
  }
}

/** The features that a role names, by itself or by its facts, in the same order for everybody who plays it. */
function featuresOf(role: Role): string[] {
  const names = Object.keys(role).filter((name) => name === "feature" || name.endsWith("_feature"));
  return names.sort().map((name) => String(role[name]));
}
