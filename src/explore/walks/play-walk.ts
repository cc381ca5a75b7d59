import { buildRequest } from "../../contract/build-request.ts";
import type { Answer, CaseRequest, StepContext } from "../../contract/case.ts";
import { requestOf } from "../../contract/cases/requests.ts";
import type { JudgedClaim } from "../../contract/claim.ts";
import { judgeAnswer } from "../../contract/judge-answer.ts";
import type { Ledger, LedgerEntry } from "../../contract/ledger.ts";
import { isSuccess } from "../../contract/read-answer.ts";
import type { Exchanged } from "../../contract/run-context.ts";
import { secretsOf } from "../../contract/target.ts";
import { mayHaveActed, undo } from "../../contract/undo.ts";
import type { WorldSnapshot } from "../../mock/world/world.ts";
import { hasSeats, isBundleRole } from "../role-facts.ts";
import { freshDevices, undoId, undosOf } from "../undo.ts";
import { adoptDevice, adoptLicense, adoptVariables, licenseOfRole } from "./adopt.ts";
import type { ChooseMove } from "./choose-moves.ts";
import { type AnswerDifference, differenceBetween } from "./compare.ts";
import { type Device, deviceOf, type Move, requestOfMove } from "./moves.ts";
import { standingOf, type Transition, transitionOf } from "./standing.ts";
import { oracleRole, oracleScene, targetScene, type WalkStage } from "./walk-stage.ts";

/** A call of a walk with what came of it on both sides. */
export interface WalkedCall {
  readonly move: Move;
  readonly seen: Exchanged;
  readonly answer: Answer;
  /** What the oracle answered. */
  readonly said: Answer;
  /** By which rules, where the target did otherwise. */
  readonly why: readonly string[];
  readonly transition: Transition;
  readonly claims: readonly JudgedClaim[];
  readonly difference?: AnswerDifference;
}

/** How a walk went: up to the first call whose answer is not what the oracle says, or breaks what holds of all answers. */
export interface Walked {
  readonly role: string;
  /** What its devices were named with. */
  readonly mark: string;
  readonly calls: readonly WalkedCall[];
  /** Milliseconds since 1970, from which ends of borrowings count. */
  readonly startedAt: number;
  /** The oracle's world as it was when the walk began. */
  readonly start: WorldSnapshot;
  /** Why it could not begin. */
  readonly blocked?: string;
  /** Why the target could not be put back. */
  readonly left?: string;
}

/** Makes the oracle's role what the target shows, walks, and undoes the walk on both sides. */
export async function playWalk(choose: ChooseMove, stage: WalkStage): Promise<Walked> {
  const { oracle, role, ledger, mark } = stage;
  const startedAt = stage.now();
  const begun = await beginAlike(stage);
  const start = oracle.mock.snapshot();
  const facts = { role, mark, startedAt, start };
  if ("blocked" in begun) return { ...facts, calls: [], blocked: begun.blocked };
  const entry: LedgerEntry = { case: undoId(role, begun.isActive), cast: {}, mark };
  const isHarmless = stage.allow === "none";
  if (!isHarmless) ledger?.begin(entry);
  const calls = await walk(choose, stage, startedAt);
  const misfit = misfitOf(calls, stage);
  const told = { ...facts, calls: misfit ? calls.slice(0, -1) : calls, ...(misfit && { blocked: misfit }) };
  if (isHarmless) return told;
  const left = await undoWalk(calls, begun.isActive, stage);
  settle(ledger, entry, left);
  return { ...told, ...(left !== undefined && { left }) };
}

/** Of a license that no answer has told of yet, a difference says no more than that the role is otherwise than it says. */
function misfitOf(calls: readonly WalkedCall[], { read, role }: WalkStage): string | undefined {
  const { difference, claims = [] } = calls.at(-1) ?? {};
  const isBroken = claims.some(({ verdict }) => verdict === "failed");
  return difference && !isBroken && !read.has(role) ? misfitText(difference) : undefined;
}

function misfitText({ place, target, oracle }: AnswerDifference): string {
  return `the role is not as it says: ${place} is ${target}, expected ${oracle}`;
}

function settle(ledger: Ledger | undefined, entry: LedgerEntry, left: string | undefined): void {
  if (left === undefined) ledger?.end(entry);
  else ledger?.leave(entry, left);
}

async function walk(choose: ChooseMove, stage: WalkStage, startedAt: number): Promise<WalkedCall[]> {
  const { oracle, target, role } = stage;
  const calls: WalkedCall[] = [];
  const knowledge = { ...target, secrets: secretsOf(target) };
  const own = oracleRole(stage);
  const look = (device: Device) => standingOf(oracle.mock, own, deviceOf(device, own, oracleScene(stage)));
  let wasTaken = false;
  for (let move = choose(look, wasTaken); move && !stage.isOver(); move = choose(look, wasTaken)) {
    const make = requestOfMove(move, role, startedAt);
    const asked = make(targetScene(stage));
    const request = buildRequest(asked, target, new Date(stage.now()));
    const answer = await stage.exchange(request);
    if ("unanswered" in answer) break;
    const told = make(oracleScene(stage));
    const transition = transitionOf(oracle.mock, own, move.endpoint, String(told.input.hardware_id));
    const said = await oracle.ask(told);
    wasTaken = isSuccess(said);
    const claims = await judgeAnswer({ request: asked, answer, target: knowledge });
    const difference = firstSeen(move, answer, said, stage)
      ? undefined
      : differenceBetween(move.endpoint, answer, said);
    if (!difference && tellsOfBundle(move) && wasTaken) stage.read.add(role);
    const seen = { endpoint: move.endpoint, request, answer };
    calls.push({
      move,
      seen,
      answer,
      said,
      why: difference ? oracle.why() : [],
      claims,
      transition: transition(said),
      ...(difference && { difference }),
    });
    if (difference || claims.some(({ verdict }) => verdict === "failed")) break;
  }
  return calls;
}

/** Whether an answer tells of a bundle's licenses. One that is the oracle's says that the role is as it is described. */
function tellsOfBundle({ endpoint }: Move): boolean {
  return endpoint === "activate-bundle" || endpoint === "check-bundle";
}

/** Whether an answer is the first that tells of a license or of its device's variables: then the oracle's are made the same. */
function firstSeen(move: Move, answer: Answer, said: Answer, stage: WalkStage): boolean {
  const { oracle, role, read } = stage;
  if (!isSuccess(answer) || !isSuccess(said)) return false;
  if (move.endpoint === "get-device-variables") return move.device === "own" && firstVariables(answer, stage);
  if (!["activate-license", "check-license"].includes(move.endpoint) || read.has(role)) return false;
  read.add(role);
  adoptLicense(oracle.mock, (said.body as { id?: number }).id, answer.body as never);
  return true;
}

/**
 * A device that was let go before has variables again as soon as it is back, which nobody could read until then. Where the
 * oracle cannot be given them, they are compared with nothing.
 */
function firstVariables({ body }: Answer, stage: WalkStage): boolean {
  if (!Array.isArray(body) || stage.read.has(variablesOf(stage))) return false;
  if (adoptVariables(stage.oracle.mock, oracleRole(stage), body)) stage.read.add(variablesOf(stage));
  return true;
}

const variablesOf = ({ role, mark }: WalkStage) => `the variables of ${role} in ${mark}`;

/** Asks both sides what the role's license is, and makes the oracle's the same; what it is not able to be is a reason not to walk. */
async function beginAlike(
  stage: WalkStage,
): Promise<{ readonly isActive: boolean | undefined } | { readonly blocked: string }> {
  const { role, oracle, allow } = stage;
  if (isBundleRole(role)) return beginBundle(stage);
  const checks = allow !== "none" || !hasSeats(role);
  const own = oracleRole(stage);
  if (!checks || (own.license_key === undefined && own.username === undefined)) return { isActive: undefined };
  const check = requestOf("check-license", role);
  const [theirs, ours] = await askBoth(check, stage);
  if (theirs === undefined) return { blocked: "no answer came" };
  if (differenceBetween("check-license", theirs, ours)) {
    adoptDevice(oracle.mock, own, theirs, ours);
    if (isSuccess(theirs)) adoptLicense(oracle.mock, licenseOfRole(oracle.mock, own)?.id, theirs.body as never);
    const [, again] = [theirs, await oracle.ask(check(oracleScene(stage)))];
    const still = differenceBetween("check-license", theirs, again);
    if (still) return { blocked: misfitText(still) };
  }
  if (isSuccess(theirs)) stage.read.add(role);
  await adoptOwnVariables(stage);
  return { isActive: isSuccess(theirs) ? true : isGone(theirs) ? false : undefined };
}

async function beginBundle(
  stage: WalkStage,
): Promise<{ readonly isActive: boolean | undefined } | { readonly blocked: string }> {
  const [theirs, ours] = await askBoth(requestOf("check-bundle", stage.role), stage);
  if (theirs === undefined) return { blocked: "no answer came" };
  const different = differenceBetween("check-bundle", theirs, ours);
  if (different) return { blocked: misfitText(different) };
  if (isSuccess(theirs)) stage.read.add(stage.role);
  return { isActive: isSuccess(theirs) ? true : isGone(theirs) ? false : undefined };
}

async function adoptOwnVariables(stage: WalkStage): Promise<void> {
  const [theirs, ours] = await askBoth(requestOf("get-device-variables", stage.role), stage);
  if (theirs === undefined || !isSuccess(theirs) || !Array.isArray(theirs.body)) return;
  stage.read.add(variablesOf(stage));
  if (differenceBetween("get-device-variables", theirs, ours))
    adoptVariables(stage.oracle.mock, oracleRole(stage), theirs.body);
}

async function askBoth(
  make: (scene: StepContext) => CaseRequest,
  stage: WalkStage,
): Promise<[Answer | undefined, Answer]> {
  const { target, exchange, now, oracle } = stage;
  const theirs = await exchange(buildRequest(make(targetScene(stage)), target, new Date(now())));
  const ours = await oracle.ask(make(oracleScene(stage)));
  return ["unanswered" in theirs ? undefined : theirs, ours];
}

/** Undoes a walk on the target, and the same on the oracle, which is to know what has been let go. */
async function undoWalk(
  calls: readonly WalkedCall[],
  isActive: boolean | undefined,
  stage: WalkStage,
): Promise<string | undefined> {
  const acted = calls.filter(({ move, seen }) => !asks.includes(move.endpoint) && mayHaveActed([seen]));
  if (acted.length === 0) return undefined;
  const devices = freshDevices.filter((name) =>
    acted.some(({ move }) => move.device === name || move.device === "other"),
  );
  const undos = undosOf(stage.role, isActive, devices);
  const { target, exchange, now, mark } = stage;
  const undone = await undo(undos, { target, exchange, now, cast: {}, mark });
  for (const { request } of undos) await stage.oracle.ask(request(oracleScene(stage)));
  return undone.isUndone ? undefined : undone.reason;
}

/** Calls after which there is nothing to put back, whatever is answered. */
const asks: readonly string[] = ["get-device-variables", "user-licenses", "device-licenses", "check-bundle"];

function isGone({ body }: Answer): boolean {
  return ["license_not_active", "device_not_found"].includes(String((body as { code?: unknown } | null)?.code));
}
