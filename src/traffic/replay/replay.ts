import { wallClock } from "../../api/wall-clock.ts";
import { buildRequest, isPossible, needsApiKey } from "../../contract/build-request.ts";
import type { Answer, CaseRequest, Effect, StepContext } from "../../contract/case.ts";
import type { JudgedClaim } from "../../contract/claim.ts";
import { judgeAnswer } from "../../contract/judge-answer.ts";
import { codeIn } from "../../contract/read-answer.ts";
import { createSender, type NoAnswer, type SendOptions } from "../../contract/send-request.ts";
import { instancesOf, type Target } from "../../contract/target.ts";
import type { CaseExchange, CaseFile } from "../../generated/types.ts";
import { createCaseFill, createFill, type Fill, withValues } from "../fill-placeholders.ts";
import { keptIn } from "../own-cases/kept-values.ts";
import { writtenEnd } from "../written-end.ts";
import { mayChange, writtenRequest } from "../written-request.ts";
import { type Difference, differencesIn } from "./differences.ts";
import { withNames } from "./renamed-ids.ts";
import { outcomeDifferences, partDifferences } from "./written-differences.ts";

/** What is replayed, against whom. */
export interface ReplayOptions extends SendOptions {
  readonly file: CaseFile;
  readonly target: Target;
  /** Whether ids, dates and signatures must be the same too. @default false, their form is enough */
  readonly exact?: boolean;
  /** Values of placeholders by their names, which go before what the roles of the target say. */
  readonly values?: ReadonlyMap<string, string>;
  /** Secrets that the recording shows, by the names of their placeholders. */
  readonly secrets?: ReadonlyMap<string, string>;
  /** What stands for new passwords that the recording hides. @default none, such calls are blocked */
  readonly newPassword?: string;
}

/** How one call went. */
export interface ReplayResult {
  readonly exchange: CaseExchange;
  /** `blocked`: something is missing, so it was not sent. `unanswered`: the replay ends there. */
  readonly verdict: "same" | "differs" | "blocked" | "unanswered";
  /** Where the answer is not what was recorded. */
  readonly differences: readonly Difference[];
  /** How the answer breaks the contract: claims that failed. */
  readonly broken: readonly JudgedClaim[];
  /** Why it was not sent, or why no answer came. */
  readonly reason?: string;
}

/** The worst that a file's calls may do to a target: nothing, or something that stays, as a replay undoes nothing. */
export function effectOf({ exchanges, effect }: CaseFile): Effect {
  if (effect === "none") return effect;
  return exchanges.some(({ request }) => mayChange(request)) ? "permanent" : "none";
}

/**
 * Sends the calls of a case file in order, each signed anew, and compares what comes with what was recorded. An id that
 * is another one on this target is that one in later calls too. Ends at the first call without an answer.
 */
export async function* replay(options: ReplayOptions): AsyncGenerator<ReplayResult> {
  const { file, target, exact = false, secrets = new Map(), newPassword, now = wallClock } = options;
  const values = new Map(options.values);
  const names = new Map<string, string>();
  const kept = new Map<string, unknown>();
  const scene = sceneOf(target, now());
  const fill = createCaseFill(
    scene,
    kept,
    createFill({ target, values, secrets, newPassword, exchanges: file.exchanges }),
  );
  const send = createSender(options);
  for (const exchange of file.exchanges) {
    const request = requestOf(exchange, target, { fill, names, scene });
    if ("blocked" in request) {
      yield { exchange, verdict: "blocked", differences: [], broken: [], reason: request.blocked };
      continue;
    }
    const answer = await send(buildRequest(request, target, new Date(now())));
    if ("unanswered" in answer) return yield unanswered(exchange, answer);
    rememberPassword(exchange, request, answer, values);
    yield await judge(exchange, request, answer, target, { exact, names, fill });
    for (const [name, value] of keptIn([exchange], [answer])) kept.set(name, value);
  }
}

function unanswered(exchange: CaseExchange, { unanswered: kind, message }: NoAnswer): ReplayResult {
  const reason = `${kind.replaceAll("-", " ")}: ${message}`;
  return { exchange, verdict: "unanswered", differences: [], broken: [], reason };
}

/** Who plays the roles, and texts that no replay has used before. */
function sceneOf(target: Target, now: number): Pick<StepContext, "role" | "fresh"> {
  const mark = now.toString(36);
  return {
    role: (name) => {
      const [first] = instancesOf(target, name);
      if (first === undefined) throw new Error(`the target has no role ${name}`);
      return first;
    },
    fresh: (name) => `${name}-${mark}`,
  };
}

/** What requests are made from. */
interface Stage {
  readonly fill: Fill;
  readonly names: ReadonlyMap<string, string>;
  readonly scene: Pick<StepContext, "role">;
}

function requestOf(
  { request }: CaseExchange,
  target: Target,
  { fill, names, scene }: Stage,
): CaseRequest | { readonly blocked: string } {
  const { input = {}, role } = request;
  try {
    const own = role === undefined ? {} : scene.role(role);
    const filled = writtenRequest(request, (value) => withValues(value, fill, input), own);
    const sent: CaseRequest = { ...filled, input: withNames(filled.input, names) };
    return isPossible(sent, target) ? sent : { blocked: needsApiKey };
  } catch (error) {
    return { blocked: (error as Error).message };
  }
}

/** A user's password is from now on the one that it was changed to. */
function rememberPassword({ request }: CaseExchange, sent: CaseRequest, answer: Answer, values: Map<string, string>) {
  const { password } = request.input ?? {};
  const { new_password: changed } = sent.input;
  if (request.endpoint !== "change-password" || answer.status !== 200) return;
  if (typeof password !== "string" || typeof changed !== "string") return;
  const [, name] = /^\{\{(.+)\}\}$/.exec(password) ?? [];
  if (name !== undefined) values.set(name, changed);
}

async function judge(
  exchange: CaseExchange,
  request: CaseRequest,
  answer: Answer,
  target: Target,
  { exact, names, fill }: { readonly exact: boolean; readonly names: Map<string, string>; readonly fill: Fill },
): Promise<ReplayResult> {
  const end = writtenEnd(exchange.expected);
  const { body } = end;
  const outcome = outcomeDifferences(end, answer);
  if (outcome.length > 0) return { exchange, verdict: "differs", differences: outcome, broken: [] };
  const isOurs = answer.status < 400 || codeIn(answer) !== undefined;
  const claims = isOurs ? await judgeAnswer({ request, answer, target }) : [];
  const broken = claims.filter(({ verdict }) => verdict === "failed");
  const comparison = {
    exact,
    makesKeys: request.endpoint === "trial-key",
    renamed: (recorded: string, now: string) => void names.set(recorded, now),
  };
  const differences = [
    ...(body === undefined ? [] : differencesIn(body, answer.body, comparison)),
    ...partDifferences(exchange, answer, fill),
  ];
  const isSame = differences.length === 0 && broken.length === 0;
  return { exchange, verdict: isSame ? "same" : "differs", differences, broken };
}
