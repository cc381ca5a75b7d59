import type { EndpointName } from "../../api/endpoints.ts";
import type { Effect } from "../../contract/case.ts";
import type { Act, Device, Move } from "./moves.ts";
import type { Standing } from "./standing.ts";

/** Tells what the oracle has of a device by now. */
type Look = (device: Device) => Standing;

/** The next call of a walk, by what the oracle has by now and whether it took the last call; undefined ends the walk. */
export type ChooseMove = (look: Look, wasTaken: boolean) => Move | undefined;

/** How often each call was made, and refused, in each place, over all walks of a search. */
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
const thoughtOf = 12;

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

/** What any license answers. The other calls need one that counts, floats or has features, and show more of it. */
const isOfAll = /^(de)?activate-license$|^check-license$|variables$|-licenses$/;

/** Makes the calls of a list, one after the other. */
export function movesAhead(moves: readonly Move[]): ChooseMove {
  let at = 0;
  return () => moves[at++];
}

/**
 * Makes calls that were seen least in the place they are made in, and hardly any that are known to be refused there. A
 * walk keeps to a few kinds of calls, devices, features and numbers, as what takes several calls of one kind would else
 * hardly ever come, and ends by looking at what has become of it all.
 */
export function leastSeen(choosing: Choosing): ChooseMove {
  const { acts, random } = choosing;
  const think = thinker(choosing);
  const length = lengths.shortest + Math.floor(random() * (lengths.longest - lengths.shortest + 1));
  const made: Placed[] = [];
  let ends: Move[] | undefined;
  return (look, wasTaken) => {
    const last = made.at(-1);
    if (last) remember(last, wasTaken, choosing.seen);
    if (made.length >= length) {
      ends ??= closing(made, acts);
      return ends.shift();
    }
    const taken = made.filter(({ isTaken }) => isTaken).map(({ move }) => move);
    const place = (move: Move): Placed => ({ move, isTaken: false, ...keysOf(move, look, taken, choosing.role) });
    const chance = random();
    const again = chance < chances.again && last?.isTaken && !isLook(last.move) ? last.move : undefined;
    const looks = !again && last && chance < chances.again + chances.look;
    const looking = looks ? lookAt(last.move, acts, random) : undefined;
    const chosen = again ?? looking;
    const placed = chosen
      ? place(chosen)
      : newest(
          Array.from({ length: thoughtOf }, () => place(think(look))),
          choosing.seen,
        );
    made.push(placed);
    return placed.move;
  };
}

/** A call with what it is in its place. */
interface Placed {
  readonly move: Move;
  isTaken: boolean;
  readonly keys: readonly string[];
  readonly refusedKey: string;
}

function remember(last: Placed, wasTaken: boolean, seen: SeenMoves): void {
  last.isTaken = wasTaken;
  for (const key of wasTaken ? last.keys : [...last.keys, last.refusedKey]) seen.set(key, (seen.get(key) ?? 0) + 1);
}

function newest(thoughts: readonly Placed[], seen: SeenMoves): Placed {
  const times = (key: string) => seen.get(key) ?? 0;
  const news = ({ keys, refusedKey }: Placed) =>
    keys.reduce((sum, key) => sum + 1 / (1 + times(key)), 0) / (1 + times(refusedKey));
  return thoughts.reduce((best, one) => (news(one) > news(best) ? one : best));
}

/** What a call is by what its device is, and by those that were taken before it, one or two, on its device or another. */
function keysOf(move: Move, look: Look, taken: readonly Move[], role: string): Pick<Placed, "keys" | "refusedKey"> {
  const { endpoint, device, units, more } = move;
  const feature = isOfFeature(endpoint) ? move.feature : undefined;
  const [last, before] = taken
    .slice(-2)
    .reverse()
    .map((one) => {
      const sameFeature = feature === undefined || !isOfFeature(one.endpoint) || one.feature === feature;
      return [kindOf(one), one.device === device, sameFeature].join(" ");
    });
  const { words } = look(device);
  const kind = kindOf(move);
  const row = [device === "own", before, last, kind].join("; ");
  return {
    keys: [[role, words, last, kind, feature, Math.min(more, 3)].join("; "), `${words}; ${row}`, `${role}; ${row}`],
    refusedKey: ["refused", role, words, endpoint, feature, units > 1_000].join("; "),
  };
}

function kindOf({ endpoint, units }: Move): string {
  return endpoint.endsWith("consumption") ? `${endpoint} ${units > 1_000 ? "many" : Math.sign(units)}` : endpoint;
}

function isLook({ endpoint }: Move): boolean {
  return /^(check|get)-|-licenses$/.test(endpoint);
}

function isOfFeature(endpoint: EndpointName): boolean {
  return endpoint.includes("feature");
}

/** Thinks of calls at random, within what one walk keeps to. */
function thinker({ acts, allow, random }: Choosing): (look: Look) => Move {
  const oneOf = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;
  const devices = oneOf(deviceChoices);
  const ofAll = acts.filter(({ endpoint }) => isOfAll.test(endpoint));
  const ofFew = acts.filter(({ endpoint }) => !isOfAll.test(endpoint));
  const doesCome = devices.some((device) => device !== "own") || random() < 0.5;
  const needed = doesCome ? acts.filter(({ endpoint }) => comesAndGoes.test(endpoint)) : [];
  const some = new Set([
    ...needed,
    ...someOf(ofFew, 1 + Math.floor(random() * 3), random),
    ...someOf(ofAll, (ofFew.length > 0 ? 0 : 2) + Math.floor(random() * 3), random),
  ]);
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
function closing(made: readonly Placed[], acts: readonly Act[]): Move[] {
  const [first] = made;
  const isGone = made.some(({ move: { endpoint, device } }) => endpoint === "deactivate-license" && device === "own");
  const ends: readonly EndpointName[] = [...(isGone ? (["activate-license"] as const) : []), ...new Set(looks)];
  const known = ends.filter((name) => acts.some(({ endpoint }) => endpoint === name));
  return known.map((endpoint) => ({ ...(first as Placed).move, endpoint, device: "own", more: 0 }));
}
