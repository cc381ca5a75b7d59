import type { Effect } from "../case.ts";
import type { Finding } from "../finding.ts";
import type { Verdict } from "../run.ts";
import { casesOf, leftBehind, policyFlags } from "./digest.ts";
import type { RunReport } from "./report.ts";
import { exitStatus, type Summary } from "./summary.ts";

/** What each verdict is called in reports, in the order in which people want to know. */
export const verdictNames: Readonly<Record<Verdict, string>> = {
  fail: "failed",
  stale: "stale",
  pass: "passed",
  learned: "learned",
  "expected-failure": "failed as expected",
  blocked: "blocked",
  skipped: "skipped",
  "not-applicable": "not applicable",
};

/** Who is likely to have to change something, and what. */
export const suspectNames: Readonly<Record<Finding["suspect"], string>> = {
  target: "the target",
  client: "the client that made the request",
  "target file": "the target file: a role may not be in the situation that it describes",
  contract: "this contract: please report it",
  network: "the network between here and the target",
};

/** A number with its noun: "1 case", "2 cases". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** The run in one line. */
export function summaryLine({ verdicts, checked, drift }: Summary): string {
  const named = (names: readonly Verdict[]) =>
    names.filter((name) => verdicts[name] > 0).map((name) => `${verdicts[name]} ${verdictNames[name]}`);
  const judged = named(["pass", "learned", "fail", "expected-failure", "stale"]).join(", ") || "none judged";
  const others = named(["skipped", "blocked", "not-applicable"]).join(", ");
  return [`checked ${checked}: ${judged}`, others, drift > 0 && `drift seen ${count(drift, "time")}`]
    .filter(Boolean)
    .join("; ");
}

/** What the exit status of a run means, as a sentence. */
export function conclusionOf({
  exitStatus: status,
  summary: { verdicts, checked, drift },
  settings,
}: RunReport): string {
  if (status === exitStatus.good) {
    const isWhole = verdicts.skipped + verdicts.blocked === 0;
    return isWhole ? "The target keeps the contract." : "The target keeps what was checked of the contract.";
  }
  if (status === exitStatus.failures) {
    if (verdicts.fail > 0) return `The target breaks the contract in ${count(verdicts.fail, "case")}.`;
    return `The target keeps the contract, but drifts ${count(drift, "time")}, which this run counts as failure.`;
  }
  if (status === exitStatus.tooFew) {
    return `Too little was checked to tell: ${count(checked, "case")}, asked for were ${settings.minChecked ?? 1}.`;
  }
  if (status === exitStatus.stale) return "The target is better than its baseline says: bring the baseline up to date.";
  if (status === exitStatus.unreachable) return "The target could not be reached.";
  return "The run could not be started as it was asked for.";
}

/** The exit statuses in words. */
export const exitNames: Readonly<Record<number, string>> = {
  [exitStatus.good]: "nothing that was checked breaks the contract",
  [exitStatus.failures]: "the contract is broken, or drift counts as failure",
  [exitStatus.usage]: "the run could not be started as asked for",
  [exitStatus.unreachable]: "the target could not be reached",
  [exitStatus.tooFew]: "too few cases were checked",
  [exitStatus.stale]: "the baseline lists failures that are gone",
};

/** What to do about a run, most pressing first. */
export function nextSteps(report: RunReport): string[] {
  const { summary, learnedPolicy } = report;
  const { verdicts } = summary;
  const policies = policyFlags(learnedPolicy);
  const steps: (string | false)[] = [
    summary.notUndone > 0 &&
      `${count(summary.notUndone, "case")} changed the target and could not put it back: ${idsOf(report)}`,
    verdicts.fail > 0 && `${count(verdicts.fail, "case")} failed: each says what is likely at fault`,
    verdicts.stale > 0 && `${count(verdicts.stale, "case")} passed against the baseline: take what passes off it`,
    verdicts.blocked > 0 &&
      `${count(verdicts.blocked, "case")} could not be judged: what is missing stands under Blocked`,
    verdicts.skipped > 0 && skippedStep(report),
    policies !== "" && `the mock behaves like this target with: license-api-kit serve ${policies}`,
  ];
  return steps.filter((step) => step !== false);
}

function idsOf(report: RunReport): string {
  return leftBehind(report)
    .map(({ id }) => id)
    .join(", ");
}

function skippedStep(report: RunReport): string {
  const skipped = casesOf(report, "skipped");
  const worst: Effect = skipped.some(({ effect }) => effect === "permanent") ? "permanent" : "reversible";
  return `${count(skipped.length, "case")} skipped, as they change the target: --allow ${worst}`;
}

/** How long something took, for people. */
export function durationText(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}

/** A text on one line, without what a terminal would obey, and not longer than a person reads. */
export function oneLine(text: string, longest = 400): string {
  const shown = text.replace(unprintable, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return shown.length <= longest ? shown : `${shown.slice(0, longest)}… (${text.length} characters)`;
}

/** Control characters, line ends, and the marks that turn the direction of writing. */
const unprintable = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
