import type { EndpointName } from "../../api/endpoints.ts";
import type { Effect } from "../../contract/case.ts";
import type { Act, Device, Move } from "./moves.ts";
import type { Situation } from "./situation.ts";

/** The next call of a walk, by what the oracle has of a device by now; undefined ends the walk. */
export type ChooseMove = (look: (device: Device) => Situation) => Move | undefined;

/** How often each call was chosen in each situation, over all walks of a search. */
export type SeenMoves = Map<string, number>;

/** What the calls of one walk are chosen from. */
export interface Choosing {
  readonly role: string;
  readonly acts: readonly Act[];
  readonly allow: Effect;
  readonly seen: SeenMoves;
  /** Numbers from 0 up to 1. */
  readonly random: () => number;
}

/** Calls that a walk makes, those that look at the end aside. */
const lengths = { shortest: 6, longest: 25 };

/** Of so many calls that are thought of, the one is made that was seen least. */
const thoughtOf = 6;

/** How often the same call is made again, and how often a walk stops to look: mistakes need the one and show by the other. */
const chances = { again: 0.25, look: 0.15 };

const deviceChoices: readonly (readonly Device[])[] = [
  ["own"],
  ["own", "explore-a"],
  ["own", "other"],
  ["explore-a"],
  ["own", "own", "other", "explore-a", "explore-b"],
];
const unitChoices: readonly Move["units"][] = [1, 2, 3, 5, 0, -1, -2, 1_000_000];

/** Units that are so few are taken at one go, to stand at the end of a counter. */
const fewUnits = 20;

/** What new devices do first and last. */
const comesAndGoes = /^(de)?activate-(license|bundle)$/;

/** Makes the calls of a list, one after the other. */
export function movesAhead(moves: readonly Move[]): ChooseMove {
  let at = 0;
  return () => moves[at++];
}

/**
 * Makes calls that were seen least in the situation they are made in. A walk keeps to a few kinds of calls, devices,
 * features and numbers, as what takes several calls of one kind would else hardly ever come, and ends by looking at what
 * has become of it all.
 */
export function leastSeen(choosing: Choosing): ChooseMove {
  const { acts, seen, random } = choosing;
  const think = thinker(choosing);
  const length = lengths.shortest + Math.floor(random() * (lengths.longest - lengths.shortest + 1));
  const made: Move[] = [];
  let ends: Move[] | undefined;
  return (look) => {
    const last = made.at(-1);
    if (made.length >= length) {
      ends ??= closing(made, acts);
      return ends.shift();
    }
    const chance = random();
    const again = chance < chances.again ? last : undefined;
    const looking = !again && last && chance < chances.again + chances.look ? lookAt(last, acts, random) : undefined;
    const move = again ?? looking ?? fewest(think, look, last, choosing);
    const key = keyOf(move, look, last, choosing.role);
    seen.set(key, (seen.get(key) ?? 0) + 1);
    made.push(move);
    return move;
  };
}

function fewest(
  think: (look: Parameters<ChooseMove>[0]) => Move,
  look: Parameters<ChooseMove>[0],
  last: Move | undefined,
  { role, seen }: Choosing,
): Move {
  const thoughts = Array.from({ length: thoughtOf }, () => think(look));
  const times = (move: Move) => seen.get(keyOf(move, look, last, role)) ?? 0;
  return thoughts.reduce((best, move) => (times(move) < times(best) ? move : best));
}

/** A call, what its device is, and whether it comes after one of its kind: with more of it, nothing would be seen twice. */
function keyOf(move: Move, look: Parameters<ChooseMove>[0], last: Move | undefined, role: string): string {
  const { endpoint, device, units, more } = move;
  const kind = units > 1_000 ? "many" : Math.sign(units);
  const before = last && `${last.endpoint} ${last.device === device}`;
  return [role, look(device).words, before, endpoint, kind, Math.min(more, 3)].join("; ");
}

/** Thinks of calls at random, within what one walk keeps to. */
function thinker({ acts, allow, random }: Choosing): (look: Parameters<ChooseMove>[0]) => Move {
  const oneOf = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;
  const devices = oneOf(deviceChoices);
  const doesCome = devices.some((device) => device !== "own") || random() < 0.5;
  const needed = doesCome ? acts.filter(({ endpoint }) => comesAndGoes.test(endpoint)) : [];
  const some = new Set([...needed, ...someOf(acts, 2 + Math.floor(random() * 4), random)]);
  const weighted = [...some].flatMap((act) => Array.from({ length: act.weight }, () => act.endpoint));
  const units = [1, oneOf(unitChoices), oneOf(unitChoices)];
  const features = [0, 1].map(() => Math.floor(random() * 12));
  const mores = [0, ...[0, 1].map(() => Math.floor(random() * (allow === "none" ? 2 : 8)))]; // what a check tells of its device is remembered
  return (look) => {
    const device = oneOf(devices);
    const { unitsLeft = 0 } = look(device);
    const isLast = unitsLeft > 0 && unitsLeft <= fewUnits && random() < 0.3;
    return {
      endpoint: oneOf(weighted),
      device,
      units: isLast ? unitsLeft : oneOf(units),
      feature: oneOf(features),
      more: oneOf(mores),
    };
  };
}

function someOf<T>(all: readonly T[], most: number, random: () => number): T[] {
  const rest = [...all];
  const some: T[] = [];
  while (rest.length > 0 && some.length < most) some.push(...rest.splice(Math.floor(random() * rest.length), 1));
  return some;
}

/** Calls that only look, as far as the role allows them. */
const looks: readonly EndpointName[] = ["check-license", "check-license", "get-device-variables", "check-bundle"];

function lookAt(last: Move, acts: readonly Act[], random: () => number): Move | undefined {
  const known = looks.filter((name) => acts.some(({ endpoint }) => endpoint === name));
  const endpoint = known[Math.floor(random() * known.length)];
  return endpoint && { ...last, endpoint, more: 0 };
}

/** Brings a device back that was let go, and looks. */
function closing(moves: readonly Move[], acts: readonly Act[]): Move[] {
  const [last] = moves;
  const isGone = moves.some(({ endpoint, device }) => endpoint === "deactivate-license" && device === "own");
  const ends: readonly EndpointName[] = [...(isGone ? (["activate-license"] as const) : []), ...new Set(looks)];
  const known = ends.filter((name) => acts.some(({ endpoint }) => endpoint === name));
  return known.map((endpoint) => ({ ...(last as Move), endpoint, device: "own", more: 0 }));
}
