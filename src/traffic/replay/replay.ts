import { wallClock } from "../../api/wall-clock.ts";
import { buildRequest, isPossible, needsApiKey } from "../../contract/build-request.ts";
import type { Answer, CaseRequest, Effect } from "../../contract/case.ts";
import type { JudgedClaim } from "../../contract/claim.ts";
import { judgeAnswer } from "../../contract/judge-answer.ts";
import { createSender, type NoAnswer, type SendOptions } from "../../contract/send-request.ts";
import type { Target } from "../../contract/target.ts";
import type { CaseExchange, CaseFile } from "../../generated/types.ts";
import { type Difference, differencesIn, isIdName } from "./differences.ts";
import { caseRequestOf } from "./exchange-request.ts";
import { createFill, type Fill, withValues } from "./fill-placeholders.ts";

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

/** The worst that a file's calls may do to a target: nothing, or something that stays. */
export function effectOf({ exchanges }: CaseFile): Effect {
  const changes = ({ request }: CaseExchange) => request.method === "POST" || request.endpoint === "trial-key";
  return exchanges.some(changes) ? "permanent" : "none";
}

/**
 * Sends the calls of a case file in order, each signed anew, and compares what comes with what was recorded. An id that
 * is another one on this target is that one in later calls too. Ends at the first call without an answer.
 */
export async function* replay(options: ReplayOptions): AsyncGenerator<ReplayResult> {
  const { file, target, exact = false, secrets = new Map(), newPassword } = options;
  const values = new Map(options.values);
  const names = new Map<string, string>();
  const fill = createFill({ target, values, secrets, newPassword });
  const send = createSender(options);
  for (const exchange of file.exchanges) {
    const request = requestOf(exchange, target, fill, names);
    if ("blocked" in request) {
      yield { exchange, verdict: "blocked", differences: [], broken: [], reason: request.blocked };
      continue;
    }
    const answer = await send(buildRequest(request, target, new Date((options.now ?? wallClock)())));
    if ("unanswered" in answer) return yield unanswered(exchange, answer);
    rememberPassword(exchange, request, answer, values);
    yield await judge(exchange, request, answer, target, { exact, names });
  }
}

function unanswered(exchange: CaseExchange, { unanswered: kind, message }: NoAnswer): ReplayResult {
  const reason = `${kind.replaceAll("-", " ")}: ${message}`;
  return { exchange, verdict: "unanswered", differences: [], broken: [], reason };
}

function requestOf(
  { request }: CaseExchange,
  target: Target,
  fill: Fill,
  names: ReadonlyMap<string, string>,
): CaseRequest | { readonly blocked: string } {
  const { input = {}, raw, headers } = request;
  try {
    const sent = caseRequestOf({
      ...request,
      input: renamed(withValues(input, fill, input), names),
      ...(raw !== undefined && { raw: withValues(raw, fill, input) }),
      ...(headers && { headers: withValues(headers, fill, input) }),
    });
    return isPossible(sent, target) ? sent : { blocked: needsApiKey };
  } catch (error) {
    return { blocked: (error as Error).message };
  }
}

function renamed(
  input: Readonly<Record<string, unknown>>,
  names: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const entries = Object.entries(input).map(([name, value]) => {
    const now = isIdName(name) || name === "license_key" ? names.get(String(value)) : undefined;
    return [name, now === undefined ? value : typeof value === "number" ? Number(now) : now];
  });
  return Object.fromEntries(entries);
}

/** A user's password is from now on the one that it was changed to. */
function rememberPassword({ request }: CaseExchange, sent: CaseRequest, answer: Answer, values: Map<string, string>) {
  const [, name] = /^\{\{(.+)\}\}$/.exec(String(request.input?.password)) ?? [];
  const changed = request.endpoint === "change-password" && answer.status === 200;
  if (changed && name !== undefined) values.set(name, String(sent.input.new_password));
}

async function judge(
  exchange: CaseExchange,
  request: CaseRequest,
  answer: Answer,
  target: Target,
  { exact, names }: { readonly exact: boolean; readonly names: Map<string, string> },
): Promise<ReplayResult> {
  const { status, code, body } = exchange.expected;
  const found = (answer.body ?? {}) as { code?: unknown };
  const outcome: Difference[] = [];
  if (answer.status !== status) outcome.push({ path: "status", recorded: status, now: answer.status });
  const nowCode = answer.status >= 400 ? found.code : undefined;
  if (nowCode !== code) outcome.push({ path: "code", recorded: code, now: nowCode });
  if (outcome.length > 0) return { exchange, verdict: "differs", differences: outcome, broken: [] };
  const claims = status < 400 || code !== undefined ? await judgeAnswer({ request, answer, target }) : [];
  const broken = claims.filter(({ verdict }) => verdict === "failed");
  const comparison = {
    exact,
    makesKeys: request.endpoint === "trial-key",
    renamed: (recorded: string, now: string) => void names.set(recorded, now),
  };
  const differences = body === undefined ? [] : differencesIn(body, answer.body, comparison);
  const isSame = differences.length === 0 && broken.length === 0;
  return { exchange, verdict: isSame ? "same" : "differs", differences, broken };
}
