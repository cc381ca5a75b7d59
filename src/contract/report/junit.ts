import XMLBuilder from "fast-xml-builder";
import { printableLines } from "../../api/printable.ts";
import { type JudgedClaim, sentenceOf } from "../claim.ts";
import type { Verdict } from "../verdict.ts";
import { type CaseReport, curlOf, type RunReport } from "./report.ts";
import { casesByEndpoint, departuresOf, leftBehind } from "./report-lists.ts";
import { subjectOf } from "./subject.ts";
import { exitStatus } from "./summary.ts";
import { conclusionOf, suspectNames, verdictNames } from "./wording.ts";

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  format: true,
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
  tagValueProcessor: (_name, value) => wellFormed(String(value)),
  attributeValueProcessor: (_name, value) => wellFormed(String(value)),
});

/**
 * A run for build servers, as JUnit XML: a suite for each endpoint. What was not judged, what is open and what drifts is
 * skipped with a message, never green, and a failure in a strict run; a stale entry of the baseline is a failure.
 */
export function junitReport(report: RunReport): string {
  const { cases, durationMs, target } = report;
  const { title, name } = subjectOf(report);
  const own: JudgedReport = { ...report, isStrict: report.settings.strict === true };
  const whole = wholeRun(own);
  const label = target.label === undefined ? "" : ` (${target.label})`;
  return builder.build({
    "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
    testsuites: {
      "@name": report.client ? `${title} ${name}${label}` : `License API contract against ${target.baseUrl}${label}`,
      ...totals(cases, durationMs, own.isStrict, whole.length),
      testsuite: [...whole, ...casesByEndpoint(report).map(([endpoint, all]) => suite(endpoint, all, own))],
    },
  });
}

interface JudgedReport extends RunReport {
  readonly isStrict: boolean;
}

/** A run may be bad though none of its cases is: too little was checked, or a change was left. No build stays green then. */
function wholeRun(report: JudgedReport): object[] {
  const left = leftBehind(report);
  const isTold = report.cases.some((one) => isFailure(one, report.isStrict));
  if (report.exitStatus === exitStatus.good || (isTold && left.length === 0)) return [];
  const message = conclusionOf(report);
  const text = [message, ...left.map((one) => `${one.case}: ${one.reason}`)].join("\n");
  return [
    {
      "@name": "contract",
      ...totals([], 0, report.isStrict, 1),
      "@skipped": 0,
      "@timestamp": timestamp(report),
      testcase: {
        "@classname": "contract",
        "@name": "contract/run",
        "@time": seconds(0),
        failure: { "@type": "run", "@message": message, "#text": text },
      },
    },
  ];
}

function suite(endpoint: CaseReport["endpoint"], cases: readonly CaseReport[], report: JudgedReport): object {
  const durationMs = cases.reduce((sum, one) => sum + one.durationMs, 0);
  return {
    "@name": endpoint,
    ...totals(cases, durationMs, report.isStrict),
    "@skipped": cases.filter((one) => isSkipped(one, report.isStrict)).length,
    "@timestamp": timestamp(report),
    testcase: cases.map((one) => testcase(one, report.isStrict)),
  };
}

function totals(cases: readonly CaseReport[], durationMs: number, isStrict: boolean, others = 0): object {
  return {
    "@tests": cases.length + others,
    "@failures": cases.filter((one) => isFailure(one, isStrict)).length + others,
    "@errors": 0,
    "@time": seconds(durationMs),
  };
}

function testcase(one: CaseReport, isStrict: boolean): object {
  const { id, endpoint, durationMs } = one;
  return {
    "@classname": endpoint,
    "@name": id,
    "@time": seconds(durationMs),
    ...(isSkipped(one, isStrict) && { skipped: { "@message": skippedText(one) } }),
    ...(isFailure(one, isStrict) && { failure: failure(one) }),
    ...(noteOf(one) !== "" && { "system-out": noteOf(one) }),
  };
}

function skippedText(one: CaseReport): string {
  const [first] = departuresOf(one);
  const why = one.reason ?? (first ? askedOf(first) : "");
  return `${verdictNames[one.verdict]}: ${why}`;
}

/** The whole story, as build servers show no other place for it. */
function failure(one: CaseReport): object {
  const { verdict, about, reason, exchanges } = one;
  const last = exchanges[exchanges.length - 1];
  const departures = departuresOf(one);
  const text = [
    about,
    ...departures.map((claim) => {
      const whose = claim.suspect === undefined ? "" : `, likely at fault: ${suspectNames[claim.suspect]}`;
      return `${claim.verdict}: ${sentenceOf(claim)}\n  rests on ${claim.evidence}${whose}`;
    }),
    ...(last ? [curlOf(last), "body" in last.answer ? `HTTP ${last.answer.status}\n${last.answer.body}` : ""] : []),
  ];
  const [first] = departures;
  const message = verdict === "failed" || reason === undefined ? (first ? sentenceOf(first) : verdict) : reason;
  return { "@type": first?.kind ?? verdict, "@message": message, "#text": `\n${text.join("\n\n")}\n` };
}

/** What is worth knowing of a case that did not fail. */
function noteOf(one: CaseReport): string {
  const { left, retries = 0 } = one;
  return [
    ...departuresOf(one)
      .filter(({ verdict }) => verdict !== "failed")
      .map((claim) => `${claim.verdict}: ${askedOf(claim)}`),
    ...(left === undefined ? [] : [`the target could not be put back: ${left}`]),
    ...(retries > 0 ? [`flaky: played ${retries + 1} times`] : []),
  ].join("\n");
}

/** A claim with the question it asks, if it does: by that name it can be accepted. */
function askedOf(claim: JudgedClaim): string {
  const { question, answer } = claim;
  const asks = question === undefined ? "" : ` (question ${question}${answer === undefined ? "" : `: ${answer}`})`;
  return sentenceOf(claim) + asks;
}

const failing: readonly Verdict[] = ["failed", "stale"];
const failingIfStrict: readonly Verdict[] = ["open", "drift", "not-judged"];

function isFailure({ verdict }: CaseReport, isStrict: boolean): boolean {
  return failing.includes(verdict) || (isStrict && failingIfStrict.includes(verdict));
}

/** An expected failure is neither green nor worth stopping a build; an accepted answer is as good as a passed case. */
function isSkipped(one: CaseReport, isStrict: boolean): boolean {
  return !isFailure(one, isStrict) && one.verdict !== "passed" && one.verdict !== "accepted";
}

/** Build servers of old read no fractions and no zone; the time is UTC. */
function timestamp({ startedAt }: RunReport): string {
  return startedAt.replace(/\.\d+Z$/, "");
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}

/** XML has no way to write most control characters, not even escaped; one of them makes a whole file unreadable. */
function wellFormed(text: string): string {
  return printableLines(text).replace(/[\ufffe\uffff]/g, "\ufffd");
}
