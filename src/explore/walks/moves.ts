import fc from "fast-check";
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
interface Act {
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

/** Calls that a walk makes at most. */
const longest = 14;

/** The walks that a role allows. */
export interface RoleWalks {
  readonly walks: fc.Arbitrary<Move[]>;
  /** How many kinds of calls there are: where there are more, there is more to find. */
  readonly kinds: number;
}

/**
 * Walks on a role; none where the role says too little. Each keeps to a few kinds of calls and to a few devices, as what
 * takes several calls of one kind would else hardly ever come, and most end by looking at what has become of it all.
 */
export function walksOn(name: string, role: Role, allow: Effect): RoleWalks | undefined {
  const may = (isBundleRole(name) ? bundleActs : acts).filter(
    (act) => isWithin(effectOn(name, act), allow) && isAnswerable(act.endpoint, name, role),
  );
  if (may.length === 0) return undefined;
  const kinds = fc.shuffledSubarray(may, { minLength: Math.min(2, may.length), maxLength: Math.min(5, may.length) });
  const devices = fc.constantFrom<readonly Device[]>(["own"], ["own", "explore-a"], ["explore-a"], [...all]);
  const walks = fc
    .tuple(kinds, devices, fc.boolean())
    .chain(([some, few, looks]) =>
      fc
        .array(moveOf(some, few, allow), { minLength: 2, maxLength: longest, size: "max" })
        .map((moves) => (looks ? [...moves, ...closing(moves, may)] : moves)),
    );
  return { walks, kinds: may.length };
}

/** Brings a device back that was let go, and looks. */
function closing(moves: readonly Move[], may: readonly Act[]): Move[] {
  const [last] = moves;
  const isGone = moves.some(({ endpoint, device }) => endpoint === "deactivate-license" && device === "own");
  const ends: readonly EndpointName[] = [...(isGone ? (["activate-license"] as const) : []), "check-license"];
  const known = ends.filter((name) => may.some(({ endpoint }) => endpoint === name));
  return known.map((endpoint) => ({ ...(last as Move), endpoint, device: "own", more: 0 }));
}

const all: readonly Device[] = ["own", "own", "other", "explore-a", "explore-b"];

function moveOf(kinds: readonly Act[], devices: readonly Device[], allow: Effect): fc.Arbitrary<Move> {
  return fc.record({
    endpoint: fc.oneof(...kinds.map(({ endpoint, weight }) => ({ weight, arbitrary: fc.constant(endpoint) }))),
    device: fc.constantFrom(...devices),
    units: fc.constantFrom(1, 1, 2, 3, 5, 0, -1, -2, 1_000_000),
    feature: fc.nat(11),
    more: fc.nat(allow === "none" ? 1 : 7), // what a check tells of its device is remembered
  });
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
