import fc from "fast-check";
import { exchangeLines } from "../../../src/cli/proxy-log.ts";
import type { ContractCase } from "../../../src/contract/case.ts";
import type { CaseResult } from "../../../src/contract/case-result.ts";
import { cases } from "../../../src/contract/cases/index.ts";
import { readReport } from "../../../src/contract/compare/read-report.ts";
import { observe } from "../../../src/contract/observe.ts";
import { reporters } from "../../../src/contract/report/index.ts";
import { type RunReport, reportOf } from "../../../src/contract/report/report.ts";
import { terminalReport } from "../../../src/contract/report/terminal.ts";
import { runContract } from "../../../src/contract/run.ts";
import { parseAnswer } from "../../../src/contract/send-request.ts";
import { createMock } from "../../../src/mock/create-mock.ts";
import { createMasking } from "../../../src/traffic/proxy/mask-exchange.ts";
import { createSessionSummary } from "../../../src/traffic/proxy/session-summary.ts";
import { type Call, nearCall, quickCryptography } from "./api.ts";
import { type Edit, pick, someEdits, withEdits } from "./near.ts";
import { forging } from "./odd-values.ts";
import { requireNoStack, requireTame } from "./oracle.ts";
import type { WayIn } from "./way-in.ts";

interface SentAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A case with what the mock answers to it, call by call. */
interface Answered {
  readonly contractCase: ContractCase;
  readonly answers: readonly SentAnswer[];
}

const mock = createMock({ cryptography: quickCryptography, clock: "2026-11-22T12:00:00.000Z" });
const { publicKey: _unverified, ...target } = { ...mock, baseUrl: "https://license-api.test" };
const usual = { now: () => mock.clock.now(), wait: async () => {} };

async function answersTo(contractCase: ContractCase): Promise<Answered> {
  mock.reset();
  const answers: SentAnswer[] = [];
  const fetch = async (request: Request) => {
    const answer = await mock.fetch(request);
    const text = await answer.clone().text();
    const isJson = /^[[{]/.test(text);
    answers.push({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: isJson ? JSON.parse(text) : text,
    });
    return answer;
  };
  for await (const _result of runContract({ target, cases: [contractCase], fetch, allow: "permanent", ...usual }));
  return { contractCase, answers };
}

/** One case in ten, of all endpoints and kinds, with its answers. */
export async function answeredCases(): Promise<Answered[]> {
  const chosen = cases.filter((one, at) => at % 10 === 3 && one.policy === undefined && one.blocked === undefined);
  const answered: Answered[] = [];
  for (const one of chosen) answered.push(await answersTo(one));
  return answered.filter(({ answers }) => answers.length > 0);
}

const answered = await answeredCases();

type Mutated = readonly [which: number, edits: readonly Edit[], form: number];

function bodyText(body: unknown, form: number): string {
  const text = typeof body === "string" ? body : (JSON.stringify(body) ?? "");
  if (form === 1) return text.slice(0, text.length >> 1);
  if (form === 2) return `\ufeff${text}`;
  if (form === 3) return "[".repeat(2_000) + text;
  if (form === 4) return text.replace("{", '{"__proto__":{"id":1},"id":1,');
  return form === 5 ? `${forging}${text}` : text;
}

function responseOf(sent: unknown, form: number): Response {
  const { status, headers, body } = Object(sent) as Partial<SentAnswer>;
  const code = Number.isInteger(status) && Number(status) >= 200 && Number(status) <= 599 ? Number(status) : 200;
  const isBodyless = [204, 205, 304].includes(code);
  return new Response(isBodyless ? null : bodyText(body, form), { status: code, headers: headersOf(headers) });
}

/** Those that HTTP can carry at all. */
function headersOf(given: unknown): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(Object(given))) {
    if (/^[\w-]+$/.test(name)) headers.append(name, String(JSON.stringify(value)).replace(/[^\x20-\x7e]/g, "?"));
  }
  return headers;
}

const forms = fc.nat(24);

/** The contract's runner against targets that answer nearly as the mock does. */
export const runnerWay: WayIn<Mutated> = {
  name: "answers of a target to the contract's runner",
  input: fc.tuple(fc.nat(answered.length - 1), someEdits, forms),
  session: 20,
  open: () => {
    const all: CaseResult[] = [];
    return {
      play: async ([which, edits, form]) => {
        const { contractCase, answers } = pick(answered, which);
        const spoilt = withEdits(answers, edits);
        let at = 0;
        const fetch = async () => responseOf(Object(spoilt)[Math.min(at++, answers.length - 1)], form);
        const results: CaseResult[] = [];
        const run = runContract({ target, cases: [contractCase], fetch, allow: "permanent", ...usual });
        for await (const result of run) results.push(result);
        if (results.length !== 1) throw new Error(`${results.length} verdicts for ${contractCase.id}`);
        for (const { claims, reason = "" } of results) {
          requireNoStack(reason);
          for (const { suspect, found } of claims) {
            requireNoStack(found);
            if (suspect === "contract") throw new Error(`the kit takes the blame in ${contractCase.id}: ${found}`);
          }
        }
        all.push(...results);
      },
      end: async () => {
        const ended = { version: "1.2.3", target, results: all, startedAt: 0, endedAt: 1, allow: "permanent" } as const;
        requireReports(await reportOf(ended));
      },
    };
  },
};

/** Requires that a report can be written in every form, and read again. */
export function requireReports(report: RunReport): void {
  requireTame(terminalReport(report));
  for (const kind of ["markdown", "github"] as const) requireTame(reporters[kind](report));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML cannot hold them
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/u.test(reporters.junit(report)))
    throw new Error("a JUnit report that is no XML");
  requireNoStack(reporters.html(report));
  readReport(reporters.json(report));
}

type Seen = readonly [call: Call, ...Mutated];

/** Both directions of calls, as the proxy judges, shows and sums them up. */
export const observedWay: WayIn<Seen> = {
  name: "calls and answers that a proxy sees",
  input: fc.tuple(nearCall, fc.nat(answered.length - 1), someEdits, forms),
  session: 20,
  open: () => {
    const masking = createMasking();
    const tally = createSessionSummary();
    return {
      play: async ([call, which, edits, form]) => {
        const { answers } = pick(answered, which);
        const { status, headers, body } = Object(withEdits(answers[0], edits)) as Partial<SentAnswer>;
        const texts = Object.fromEntries(headersOf(headers));
        const code = Number.isFinite(status) ? Math.trunc(Math.abs(Number(status))) % 1_000 : 200;
        const answer = parseAnswer(code, texts, bodyText(body, form));
        const now = mock.clock.now();
        const observed = await observe({ request: call, answer, now });
        const exchange = {
          ...observed,
          request: call,
          answer,
          url: `https://x.test${call.path}`,
          startedAt: now,
          durationMs: 1,
        };
        const masked = masking(exchange);
        tally.add(exchange, masked);
        for (const { suspect, found } of observed.claims) {
          requireNoStack(found);
          if (suspect === "contract") throw new Error(`the kit takes the blame: ${found}`);
        }
        for (const line of exchangeLines(exchange, masked.mask)) if (/^\W*FORGED/.test(line)) requireTame(line);
      },
      end: () =>
        requireReports(tally.report({ version: "1.2.3", baseUrl: "https://x.test", startedAt: 0, endedAt: 1 })),
    };
  },
};
