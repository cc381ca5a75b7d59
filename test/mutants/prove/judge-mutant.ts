import { portableCryptography } from "../../../src/api/cryptography.ts";
import type { EndpointName } from "../../../src/api/endpoints.ts";
import type { ContractCase } from "../../../src/contract/case.ts";
import type { CaseResult } from "../../../src/contract/case-result.ts";
import { cases } from "../../../src/contract/cases/index.ts";
import { type JudgedClaim, sentenceOf } from "../../../src/contract/claim.ts";
import { runContract } from "../../../src/contract/run.ts";
import { createMock, type Mock, type MockOptions } from "../../../src/mock/create-mock.ts";
import type { Fetch, OperatorMutant } from "../mutant.ts";
import { sign } from "../reply.ts";

/** How the contract took a faulty server. */
export interface Judgement {
  readonly id: string;
  /**
   * `killed`: an inviolable or documented claim failed. `open`, `drift`: only what is assumed or was observed elsewhere is
   * broken. `not judged`: nothing could be said, which is no pass. `survived`: the contract held.
   */
  readonly outcome: "killed" | "open" | "drift" | "not judged" | "survived";
  /** The case that noticed it, and by which claim. */
  readonly by?: string;
  readonly claim?: string;
  /** What the user is asked; empty unless it is open. */
  readonly questions: readonly string[];
  /** Whether any answer differed from what a correct server says. */
  readonly isSeen: boolean;
}

/** One moment for the mock and the contract, so that equal runs have equal answers and texts are signed once. */
const moment = Date.UTC(2026, 10, 21, 10, 30);

const cryptography = { ...portableCryptography, createSigner: () => sign };

/** A correct server at that moment. */
export function correctServer(options: MockOptions = {}): Mock {
  return createMock({ clock: moment, wallClock: () => moment, cryptography, ...options });
}

/** Holds a server against cases, in their order. */
export function judged(mock: Mock, fetch: Fetch, ordered: readonly ContractCase[], declared = {}) {
  const target = { ...mock, policy: declared, baseUrl: "http://license-api.test" };
  return runContract({ target, cases: ordered, allow: "permanent", fetch, now: () => moment });
}

let calls: Promise<ReadonlyMap<string, ReadonlySet<EndpointName>>> | undefined;

/** Which endpoints each case calls, at a correct server. */
function endpointsOfCases() {
  calls ??= (async () => {
    const all = new Map<string, ReadonlySet<EndpointName>>();
    for await (const result of judgedRightly([cases])) {
      all.set(result.case.id, new Set(result.exchanges.map(({ endpoint }) => endpoint)));
    }
    return all;
  })();
  return calls;
}

const right = new Map<OperatorMutant["endpoint"], Promise<ReadonlyMap<string, string>>>();

/** What a correct server answers to the same cases in the same order: ids depend on what was asked before. */
function rightAnswers(endpoint: OperatorMutant["endpoint"], concerned: readonly (readonly ContractCase[])[]) {
  const answers =
    right.get(endpoint) ??
    (async () => {
      const all = new Map<string, string>();
      for await (const result of judgedRightly(concerned)) all.set(result.case.id, answersIn(result));
      return all;
    })();
  right.set(endpoint, answers);
  return answers;
}

async function* judgedRightly(lists: readonly (readonly ContractCase[])[]) {
  const mock = correctServer();
  for (const list of lists) yield* judged(mock, (request) => mock.fetch(request), list);
}

function answersIn({ exchanges }: CaseResult): string {
  return JSON.stringify(exchanges.map(({ answer }) => answer));
}

const weakest: readonly JudgedClaim["verdict"][] = ["not judged", "open", "drift"];

/** Runs the cases that call its endpoint against a faulty server, to the first claim that fails. */
export async function judgeMutant(mutant: OperatorMutant): Promise<Judgement> {
  const mock = correctServer();
  const concerned = concernedBy(mutant, await endpointsOfCases());
  const right = await rightAnswers(mutant.endpoint, concerned);
  const fetch = mutant.apply((request) => mock.fetch(request), mock);
  const noticed = new Map<JudgedClaim["verdict"], { by: string; claim: string }>();
  const questions = new Set<string>();
  let isSeen = false;
  for await (const result of inTurn(concerned.map((some) => () => judged(mock, fetch, some)))) {
    if (result === undefined && isOfAnswers.test(mutant.operator) && (noticed.has("open") || noticed.has("drift")))
      break;
    if (result === undefined) continue;
    const { id } = result.case;
    isSeen ||= answersIn(result) !== right.get(id);
    const failed = result.claims.find(({ verdict }) => verdict === "failed");
    if (failed)
      return { id: mutant.id, outcome: "killed", by: id, claim: sentenceOf(failed), questions: [], isSeen: true };
    for (const claim of result.claims) {
      if (claim.verdict === "open" && claim.question !== undefined) questions.add(claim.question);
      if (!noticed.has(claim.verdict)) noticed.set(claim.verdict, { by: id, claim: sentenceOf(claim) });
    }
  }
  const outcome = weakest.find((verdict) => noticed.has(verdict)) as "not judged" | "open" | "drift" | undefined;
  const rest = { id: mutant.id, questions: [...questions], isSeen };
  return outcome === undefined ? { ...rest, outcome: "survived" } : { ...rest, outcome, ...noticed.get(outcome) };
}

/** What is wrong with answers alone shows in the first one: the cases of other endpoints ask no more of it. */
const isOfAnswers = /^(field|form|value|sometimes|secret)/;

/** One after the other, with nothing between them. */
async function* inTurn<T>(all: readonly (() => AsyncIterable<T>)[]): AsyncGenerator<T | undefined> {
  for (const one of all) {
    yield* one();
    yield undefined;
  }
}

/** The cases that call a mutant's endpoint: those about it, and the others. No other can tell for certain. */
function concernedBy(
  { endpoint }: OperatorMutant,
  endpointsOf: ReadonlyMap<string, ReadonlySet<EndpointName>>,
): readonly (readonly ContractCase[])[] {
  if (endpoint === "oauth-token") return [cases.filter(({ id }) => id.startsWith("oauth_url/"))];
  const calling = cases.filter(({ id }) => endpointsOf.get(id)?.has(endpoint));
  const isOwn = (one: ContractCase) => one.endpoint === endpoint;
  return [calling.filter(isOwn), calling.filter((one) => !isOwn(one))];
}
