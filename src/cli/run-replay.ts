import type { MaskText } from "../api/mask.ts";
import { sentenceOf } from "../contract/claim.ts";
import { preflight } from "../contract/preflight.ts";
import { exitStatus } from "../contract/report/summary.ts";
import type { SendOptions } from "../contract/send-request.ts";
import type { Target } from "../contract/target.ts";
import { maskFor } from "../contract/target-mask.ts";
import { nodeCryptography } from "../doors/node-cryptography.ts";
import type { CaseFile, WorldFile } from "../generated/types.ts";
import { createMock } from "../mock/create-mock.ts";
import { joinedRecordings, readRecording } from "../traffic/read-recording.ts";
import { effectOf, type ReplayResult, replay } from "../traffic/replay/replay.ts";
import { wireOf } from "../traffic/written-request.ts";
import { readMock } from "./mock-facts.ts";
import { atPlace, filesIn, readPlacedFile } from "./placed-file.ts";
import { print, printError } from "./print.ts";
import { readJson } from "./read-file.ts";
import type { ReplayFlags } from "./replay.ts";
import { readTarget } from "./target-file.ts";
import { asUsage, usageError } from "./usage-error.ts";
import { readValues } from "./values-file.ts";

/** Whom a replay asks, and how. A mock takes made-up passwords, a target only those that it is told. */
interface Stage extends Pick<SendOptions, "fetch"> {
  readonly target: Target;
  readonly newPassword?: string;
}

/** Replays a file, or a folder as one session, and prints what differs; gives the exit status. */
export async function runReplay(file: string, flags: ReplayFlags): Promise<number> {
  requireOneWay(flags);
  const recordings = filesIn(file, "replay").map((one) => {
    const placed = readPlacedFile(one, "replay");
    return atPlace(one, placed, () => readRecording(placed.value));
  });
  const { file: cases, secrets } = joinedRecordings(recordings);
  requireAllowed(file, cases, flags);
  const values = flags.values === undefined ? new Map<string, string>() : readValues(flags.values);
  const stage = await stageOf(flags);
  const travel = { timeoutMs: flags.timeout, ...(stage.fetch && { fetch: stage.fetch }) };
  const refusal = flags.mock ? undefined : await preflight(stage.target, travel);
  if (refusal !== undefined) {
    printError(`error: ${refusal}`);
    return exitStatus.unreachable;
  }
  const mask = maskFor(stage.target).text;
  for (const { call, reason } of cases.leftOut ?? []) print(`left out   ${call}: ${mask(reason)}`);
  const results: ReplayResult[] = [];
  const exact = flags.exact === true;
  for await (const result of replay({ ...stage, ...travel, file: cases, secrets, values, exact })) {
    results.push(result);
    print(replayedLines(result, mask));
  }
  print(["", summaryOf(results)]);
  return statusOf(results);
}

function requireOneWay({ target, mock, url, world, policy }: ReplayFlags): void {
  const ways = [target !== undefined && "--target", mock && "--mock", url !== undefined && "--url"].filter(Boolean);
  if (ways.length !== 1) {
    throw usageError(`replay: found ${ways.join(" and ") || "nobody to ask"}, expected one of --target, --mock, --url`);
  }
  if (!mock && (world !== undefined || policy !== undefined)) {
    throw usageError(`replay: found --world or --policy beside ${ways[0]}, expected them beside --mock only`);
  }
}

function requireAllowed(file: string, cases: CaseFile, { target, allow }: ReplayFlags): void {
  if (target === undefined || allow === "permanent" || effectOf(cases) === "none") return;
  throw usageError(`replay ${file}: some of its calls may change the target for good; --allow permanent sends them`);
}

async function stageOf({ target, url, world, policy }: ReplayFlags): Promise<Stage> {
  if (target !== undefined) return { target: readTarget(target) };
  const newPassword = "Replayed-Password-1";
  if (url !== undefined) return { target: await readMock(url, "--url"), newPassword };
  const mock = asUsage(world === undefined ? "--mock" : `--world ${world}`, () =>
    createMock({
      cryptography: nodeCryptography,
      ...(policy && { policy }),
      ...(world !== undefined && { world: readJson(world, "--world") as WorldFile }),
    }),
  );
  const { credentials, publicKey, roles } = mock;
  const fetch = (request: Request) => mock.fetch(request);
  return { target: { baseUrl: "http://localhost", credentials, publicKey, roles }, fetch, newPassword };
}

const shownVerdict = { same: "same", differs: "DIFFERS", blocked: "blocked", unanswered: "NO ANSWER" };

/** What a person reads of a call that was sent again. */
export function replayedLines(
  { exchange, verdict, differences, broken, reason }: ReplayResult,
  mask: MaskText,
): string[] {
  const { method, path } = wireOf(exchange.request);
  const shown = (value: unknown) => (value === undefined ? "nothing" : JSON.stringify(value));
  return [
    `${shownVerdict[verdict].padEnd(9)}  ${method} ${path}${reason === undefined ? "" : `: ${mask(reason)}`}`,
    ...differences.map(({ path: place, recorded, now }) => {
      return mask(`             ${place || "the body"}: recorded ${shown(recorded)}, now ${shown(now)}`);
    }),
    ...broken.map((claim) => mask(`             breaks the contract: ${sentenceOf(claim)}`)),
  ];
}

function summaryOf(results: readonly ReplayResult[]): string {
  const count = (verdict: ReplayResult["verdict"]) => results.filter((result) => result.verdict === verdict).length;
  return `${count("same")} the same, ${count("differs")} different, ${count("blocked")} blocked`;
}

function statusOf(results: readonly ReplayResult[]): number {
  const verdicts = new Set(results.map(({ verdict }) => verdict));
  const unread = results.some(({ reason = "" }) => /^(too large|too deep|unreadable):/.test(reason));
  if (verdicts.has("unanswered")) return unread ? exitStatus.notJudged : exitStatus.unreachable;
  if (verdicts.has("differs")) return exitStatus.failures;
  return verdicts.has("same") ? exitStatus.good : exitStatus.tooFew;
}
