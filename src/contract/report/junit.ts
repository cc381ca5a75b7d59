import XMLBuilder from "fast-xml-builder";
import { sentenceOf } from "../finding.ts";
import { casesByEndpoint } from "./digest.ts";
import { type CaseReport, curlOf, type RunReport } from "./report.ts";
import { exitStatus } from "./summary.ts";
import { conclusionOf, suspectNames } from "./wording.ts";

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
 * A run for build servers, as JUnit XML: a suite for each endpoint. What was not judged is skipped, never green; a
 * stale entry of the baseline is a failure.
 */
export function junitReport(report: RunReport): string {
  const { cases, durationMs } = report;
  const whole = wholeRun(report);
  return builder.build({
    "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
    testsuites: {
      "@name": `License API contract against ${report.target.baseUrl}`,
      ...totals(cases, durationMs, whole.length),
      testsuite: [...whole, ...casesByEndpoint(report).map(([endpoint, own]) => suite(endpoint, own, report))],
    },
  });
}

/** A run may be bad though none of its cases is: too little was checked, or drift counts. No build stays green then. */
function wholeRun(report: RunReport): object[] {
  if (report.exitStatus === exitStatus.good || report.cases.some(isFailure)) return [];
  const message = conclusionOf(report);
  return [
    {
      "@name": "contract",
      ...totals([], 0, 1),
      "@skipped": 0,
      "@timestamp": timestamp(report),
      testcase: {
        "@classname": "contract",
        "@name": "contract/run",
        "@time": seconds(0),
        failure: { "@type": "run", "@message": message, "#text": message },
      },
    },
  ];
}

function suite(endpoint: CaseReport["endpoint"], cases: readonly CaseReport[], report: RunReport): object {
  const durationMs = cases.reduce((sum, one) => sum + one.durationMs, 0);
  return {
    "@name": endpoint,
    ...totals(cases, durationMs),
    "@skipped": count(cases, isSkipped),
    "@timestamp": timestamp(report),
    testcase: cases.map(testcase),
  };
}

function totals(cases: readonly CaseReport[], durationMs: number, others = 0): object {
  return {
    "@tests": cases.length + others,
    "@failures": count(cases, isFailure) + others,
    "@errors": 0,
    "@time": seconds(durationMs),
  };
}

function testcase(one: CaseReport): object {
  const { id, endpoint, durationMs, verdict, reason = "" } = one;
  return {
    "@classname": endpoint,
    "@name": id,
    "@time": seconds(durationMs),
    ...(isSkipped(one) && { skipped: { "@message": `${verdict}: ${reason}` } }),
    ...(isFailure(one) && { failure: failure(one) }),
    ...(noteOf(one) !== "" && { "system-out": noteOf(one) }),
  };
}

/** The whole story, as build servers show no other place for it. */
function failure({ verdict, about, evidence, reason, findings, exchanges }: CaseReport): object {
  const last = exchanges[exchanges.length - 1];
  const text = [
    `${about} (${evidence})`,
    ...findings.map(
      (one) => `${sentenceOf(one)}\n  written in ${one.written}, likely at fault: ${suspectNames[one.suspect]}`,
    ),
    ...(last ? [curlOf(last), "body" in last.answer ? `HTTP ${last.answer.status}\n${last.answer.body}` : ""] : []),
  ];
  const [first] = findings;
  const message = verdict === "stale" || !first ? (reason ?? verdict) : sentenceOf(first);
  return { "@type": first?.rule ?? verdict, "@message": message, "#text": `\n${text.join("\n\n")}\n` };
}

/** What is worth knowing of a case that did not fail. */
function noteOf({ verdict, learned, drift, undone }: CaseReport): string {
  return [
    ...(verdict === "learned" && learned ? [`learned: ${learned.does}`] : []),
    ...drift.map(({ message }) => `drift: ${message}`),
    ...(undone === false ? ["the target could not be put back"] : []),
  ].join("\n");
}

function isFailure({ verdict }: CaseReport): boolean {
  return verdict === "fail" || verdict === "stale";
}

/** An expected failure is neither green nor worth stopping a build. */
function isSkipped({ verdict }: CaseReport): boolean {
  return ["blocked", "skipped", "not-applicable", "expected-failure"].includes(verdict);
}

function count(cases: readonly CaseReport[], is: (one: CaseReport) => boolean): number {
  return cases.filter(is).length;
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
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
}
