import { spawn } from "node:child_process";
import { once } from "node:events";
import { performance } from "node:perf_hooks";
import { startTimer, stopTimer } from "../api/wait.ts";
import { brokenClaim, type Expected, heldClaim, type JudgedClaim, notJudgedClaim, worstOf } from "../contract/claim.ts";
import { verdictOfWorst } from "../contract/verdict.ts";
import { readDefaultWorld } from "../generated/fixtures.ts";
import type { FaultSpec } from "../mock/faults/kinds.ts";
import { endGroup } from "./drivers/process-driver.ts";
import type { ScenarioResult } from "./run-gauntlet.ts";
import { type Scenario, spanMs } from "./scenario.ts";
import { mostCalls, openStage, type ScenarioStage, type SeenCall, unescaped } from "./stage.ts";

/** How a client's own tests are run. */
export interface ObserveOptions {
  readonly command: readonly [program: string, ...args: string[]];
  /** How long one run of them may take, in milliseconds. */
  readonly patienceMs: number;
}

/** A run of the tests in one weather. What they say of it does not matter: only what came to the server. */
interface Weather extends Scenario {
  readonly fault?: FaultSpec | "redirect to another host";
}

/** The same call again and again, more often than this, is a client that asks without end. */
const mostRepeats = 12;

function weather(name: string, story: string, fault?: Weather["fault"]): Weather {
  return {
    id: `observed/${name}`,
    axis: "manners",
    story,
    demand: {
      evidence: "inviolable",
      source: "No secret stands in an address, calls are dated when they are made, and none is repeated without end.",
    },
    needs: [],
    steps: [],
    ...(fault && { fault }),
  };
}

/** The weathers, calm first. */
export const observedStories: readonly Weather[] = [
  weather("calm", "The client's own tests run, and nothing goes wrong."),
  weather("unavailable", "They run while the server answers 503.", {
    kind: "service-unavailable",
    retryAfterSeconds: 1,
  }),
  weather("too-many-requests", "They run while the server answers 429.", {
    kind: "too-many-requests",
    retryAfterSeconds: 1,
  }),
  weather("resets", "They run while connections are reset after each call.", { kind: "reset-before-answer" }),
  weather("forgeries", "They run while answers are signed by another key.", { kind: "other-key-signature" }),
  weather("redirects", "They run while calls are sent on to another host.", "redirect to another host"),
];

/** Runs a client's own tests in each weather; results come as they are ready. */
export async function* observeCommand(options: ObserveOptions): AsyncGenerator<ScenarioResult> {
  for (const scenario of observedStories) yield await observed(scenario, options);
}

async function observed(scenario: Weather, options: ObserveOptions): Promise<ScenarioResult> {
  const begun = performance.now();
  const stage = await openStage({ world: readDefaultWorld() });
  const { fault } = scenario;
  if (fault)
    stage.mock.faults.add(typeof fault === "string" ? { kind: "redirect", location: `${stage.elsewhere}/` } : fault);
  try {
    const { said, isLate, isMissing } = await runTests(options, stage);
    const claims = judge(stage, isMissing ?? (isLate ? `they ran for more than ${options.patienceMs} ms` : undefined));
    const verdict = verdictOfWorst[worstOf(claims)];
    const reason = claims.find((claim) => claim.verdict === "not judged")?.found;
    return {
      ...{ scenario, verdict, claims, calls: stage.calls, said, durationMs: performance.now() - begun },
      ...(reason !== undefined && { reason }),
    };
  } finally {
    await stage.close();
  }
}

interface Ran {
  /** The end of what the tests printed. */
  readonly said: string;
  readonly isLate: boolean;
  /** Why they could not be started. */
  readonly isMissing?: string;
}

async function runTests(
  { command: [program, ...args], patienceMs }: ObserveOptions,
  { url, mock }: ScenarioStage,
): Promise<Ran> {
  const { apiKey, sharedKey } = mock.credentials;
  const env = {
    ...process.env,
    ...{ LICENSE_API_URL: url, LICENSE_API_KEY: apiKey, LICENSE_SHARED_KEY: sharedKey },
    LICENSE_PUBLIC_KEY: `${url}/__mock/public-key`,
  };
  const child = spawn(program, args, {
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  let said = "";
  let isLate = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      said = `${said}${chunk}`.slice(-2_000);
    });
  }
  const timer = startTimer(() => {
    isLate = true;
    void endGroup(child);
  }, patienceMs);
  try {
    await once(child, "close");
    return { said, isLate };
  } catch (error) {
    return { said, isLate, isMissing: `they could not be started: ${(error as Error).message}` };
  } finally {
    stopTimer(timer);
  }
}

function judge(stage: ScenarioStage, hindrance: string | undefined): JudgedClaim[] {
  const { calls } = stage;
  const wanted = (expected: string): Expected => ({
    kind: "seen",
    evidence: "inviolable",
    expected,
    suspect: "client",
  });
  const claim = (expected: string, found: string | undefined) =>
    found === undefined ? heldClaim(wanted(expected)) : brokenClaim(wanted(expected), found);
  const none = hindrance ?? (calls.length === 0 ? "no call came to LICENSE_API_URL" : undefined);
  if (none !== undefined) return [notJudgedClaim(wanted("tests that end, and call the server"), none, "client")];
  const { sharedKey } = stage.mock.credentials;
  const isShown = calls.some(({ target }) => unescaped(target).includes(sharedKey));
  const late = calls.filter(({ date, at }) => Math.abs(date - at) > spanMs("5m")).length;
  const repeats = longestRepeat(calls);
  const elsewhere = stage.authorizedElsewhere();
  return [
    claim("no secret in an address", isShown ? "the shared key in an address" : undefined),
    claim("a Date of the moment with each call", late > 0 ? `${late} calls with another` : undefined),
    claim(
      `no call repeated more than ${mostRepeats} times`,
      repeats > mostRepeats ? `one that was made ${repeats} times in a row` : undefined,
    ),
    claim(
      "nothing that authorizes at another host",
      elsewhere > 0 ? `another host got it ${elsewhere} times` : undefined,
    ),
    ...(calls.length >= mostCalls ? [claim(`fewer than ${mostCalls} calls`, `${mostCalls} calls and more`)] : []),
  ];
}

function longestRepeat(calls: readonly SeenCall[]): number {
  let longest = 0;
  let run = 0;
  for (const [at, { target, exchange }] of calls.entries()) {
    const before = calls[at - 1];
    const isSame = before?.target === target && before.exchange.request.body === exchange.request.body;
    run = isSame ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}
