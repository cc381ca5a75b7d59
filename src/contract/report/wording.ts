import { evidenceKinds } from "../../api/evidence.ts";
import type { Effect } from "../case.ts";
import { type Suspect, whatBreakingMeans } from "../claim.ts";
import type { Verdict } from "../verdict.ts";
import type { RunReport } from "./report.ts";
import { casesWithVerdict, leftBehind, policyFlags } from "./report-lists.ts";
import { type Subject, subjectOf } from "./subject.ts";
import { exitStatus, type Summary } from "./summary.ts";

/** What each verdict is called in reports, in the order in which people want to know. */
export const verdictNames: Readonly<Record<Verdict, string>> = {
  failed: "failed",
  "not-judged": "not judged",
  stale: "stale",
  passed: "passed",
  open: "open",
  drift: "drift",
  accepted: "accepted",
  "expected-failure": "failed as expected",
  blocked: "blocked",
  skipped: "skipped",
  "not-applicable": "not applicable",
};

/** Who is likely to have to change something, and what. */
export const suspectNames: Readonly<Record<Suspect, string>> = {
  target: "the target",
  client: "the client that made the request",
  "target file": "the target file: a role may not be in the situation that it describes",
  contract: "this kit: a defect of ours, please report it",
  network: "the network between here and the target",
};

/** A number with its noun: "1 case", "2 cases". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** The run in one line. @param part what one part of it is called. @default case */
export function summaryLine({ verdicts, checked, questions, flaky }: Summary, part: Subject["part"] = "case"): string {
  const named = (names: readonly Verdict[]) =>
    names.filter((name) => verdicts[name] > 0).map((name) => `${verdicts[name]} ${verdictNames[name]}`);
  const judged =
    named(["failed", "stale", "passed", "open", "drift", "accepted", "expected-failure"]).join(", ") || "none judged";
  const others = named(["not-judged", "blocked", "skipped", "not-applicable"]).join(", ");
  return [
    `checked ${count(checked, part)}: ${judged}`,
    others,
    questions > 0 && count(questions, "open question"),
    flaky > 0 && `${flaky} flaky`,
  ]
    .filter(Boolean)
    .join("; ");
}

/** How many claims were judged and what they rest on: only some of them could have failed. */
export function claimsLine({ claims, evidence }: Summary): string {
  const total = evidenceKinds.reduce((sum, kind) => sum + evidence[kind], 0);
  const failing = evidenceKinds.filter((kind) => whatBreakingMeans[kind] === "failed");
  const mayFail = failing.reduce((sum, kind) => sum + evidence[kind], 0);
  const kinds = evidenceKinds.filter((kind) => evidence[kind] > 0).map((kind) => `${evidence[kind]} ${kind}`);
  const broken = claims.failed > 0 ? `, ${claims.failed} did` : "";
  return `${count(total, "claim")} judged (${kinds.join(", ") || "none"}); ${mayFail} could have failed${broken}`;
}

/** What the exit status of a run means, as a sentence. */
export function conclusionOf(report: RunReport): string {
  const { exitStatus: status, summary, settings } = report;
  const { verdicts, checked, questions, claims } = summary;
  const { noun, measure, part } = subjectOf(report);
  const breaks = `${noun === "client" ? "fails" : "breaks"} ${measure} in ${count(verdicts.failed, part)}`;
  if (status === exitStatus.notUndone) {
    const failed = verdicts.failed > 0 ? `, and it breaks the contract in ${count(verdicts.failed, "case")}` : "";
    return `The target was left changed in ${count(leftBehind(report).length, "place")}${failed}.`;
  }
  if (status === exitStatus.good) return goodConclusion(report);
  if (status === exitStatus.failures) {
    if (verdicts.failed > 0) return `The ${noun} ${breaks}.`;
    const parts = [
      questions > 0 && count(questions, "open question"),
      claims.drift > 0 && `drift (${claims.drift} claims)`,
    ];
    return `Nothing is broken, but ${parts.filter(Boolean).join(" and ")}: a strict run takes that as failure.`;
  }
  if (status === exitStatus.notJudged) return `${count(verdicts["not-judged"], part)} could not be judged.`;
  if (status === exitStatus.tooFew) {
    return `Too little was checked to tell: ${count(checked, part)}, asked for were ${settings.minChecked ?? 1}.`;
  }
  if (status === exitStatus.stale)
    return `The ${noun} is better than its baseline says: bring the baseline up to date.`;
  if (status === exitStatus.unreachable) return `The ${noun} could not be reached.`;
  return "The run could not be started as it was asked for.";
}

function goodConclusion(report: RunReport): string {
  const { verdicts, questions } = report.summary;
  const { settings } = report;
  const { noun, measure } = subjectOf(report);
  if (noun === "client") return goodClient(verdicts);
  const known = verdicts["expected-failure"];
  const isWhole = verdicts.skipped + verdicts.blocked === 0 && settings.filter === undefined;
  const what = isWhole ? measure : `what was checked of ${measure}`;
  const kept =
    known > 0 ? `The target keeps ${what} but for ${count(known, "known failure")}` : `The target keeps ${what}`;
  return questions > 0 ? `${kept}: passed, ${count(questions, "open question")}.` : `${kept}.`;
}

function goodClient(verdicts: Summary["verdicts"]): string {
  const known = verdicts["expected-failure"];
  const but = known > 0 ? `, but for ${count(known, "known failure")}` : "";
  const drift = verdicts.drift > 0 ? `; ${count(verdicts.drift, "scenario")} that it should stand it does not` : "";
  return `The client stands every scenario that it must, of those that it was judged by${but}${drift}.`;
}

/** How a run looks at first sight: `amber` where nothing is broken and something is to be decided or known. */
export function colourOf({
  exitStatus: status,
  summary: { questions, verdicts },
}: RunReport): "green" | "amber" | "red" {
  if (status !== exitStatus.good) return "red";
  return questions > 0 || verdicts.drift > 0 || verdicts["expected-failure"] > 0 ? "amber" : "green";
}

/** The exit statuses in words. */
export const exitNames: Readonly<Record<number, string>> = {
  [exitStatus.good]: "nothing that was checked breaks the contract",
  [exitStatus.failures]: "the contract is broken, or a strict run found open questions or drift",
  [exitStatus.usage]: "the run could not be started as asked for",
  [exitStatus.unreachable]: "the target could not be reached",
  [exitStatus.tooFew]: "too few cases were checked",
  [exitStatus.stale]: "the baseline lists failures that are gone",
  [exitStatus.notUndone]: "the target was left changed",
  [exitStatus.notJudged]: "some cases could not be judged",
  [exitStatus.reportLost]: "a report could not be written",
};

/** The same of runs that judged a client. */
const exitNamesOfClient: Readonly<Record<number, string>> = {
  ...exitNames,
  [exitStatus.good]: "it stands all that it must",
  [exitStatus.failures]: "it fails a scenario that it must stand, or a strict run found one that it should",
  [exitStatus.unreachable]: "the driver could not be started",
  [exitStatus.tooFew]: "too few scenarios were judged",
  [exitStatus.notJudged]: "some scenarios could not be judged",
};

/** The exit status of a run in words. */
export function exitNameOf({ exitStatus: status, client }: Pick<RunReport, "exitStatus" | "client">): string {
  return (client ? exitNamesOfClient : exitNames)[status] ?? "";
}

/** What to do about a run, most pressing first. */
export function nextSteps(report: RunReport): string[] {
  if (report.client) return nextStepsOfClient(report);
  const { summary, observedPolicy, questions } = report;
  const { verdicts } = summary;
  const policies = policyFlags(observedPolicy);
  const left = leftBehind(report);
  const steps: (string | false)[] = [
    left.length > 0 &&
      `${count(left.length, "change")} could not be undone: license-api-kit contract cleanup tries again`,
    verdicts.failed > 0 && `${count(verdicts.failed, "case")} failed: each says what is likely at fault`,
    verdicts["not-judged"] > 0 && `${count(verdicts["not-judged"], "case")} could not be judged: each says why`,
    verdicts.stale > 0 && `${count(verdicts.stale, "case")} passed against the baseline: take what is gone off it`,
    questions.length > 0 &&
      `${count(questions.length, "open question")}: decide whether this is what you want, then license-api-kit contract accept ID --target FILE --reason "…", or --all in place of ID`,
    verdicts.blocked > 0 &&
      `${count(verdicts.blocked, "case")} could not be played: what is missing stands under Blocked`,
    verdicts.skipped > 0 && skippedStep(report),
    policies !== "" && `the mock behaves like this target with: license-api-kit serve ${policies}`,
  ];
  return steps.filter((step) => step !== false);
}

function nextStepsOfClient({ summary: { verdicts }, cases, client }: RunReport): string[] {
  if (client?.requirements === "observed") return [];
  const first = cases.find(({ verdict }) => verdict === "failed" || verdict === "not-judged");
  const steps: (string | false)[] = [
    first !== undefined &&
      `play one scenario alone: license-api-kit gauntlet --filter ${first.id}, with the same driver`,
    verdicts["not-judged"] > 0 &&
      `${count(verdicts["not-judged"], "scenario")} said nothing, as a control failed: the client does not do there what every client does`,
    verdicts["not-applicable"] > 0 &&
      `${count(verdicts["not-applicable"], "scenario")} not applicable: the client does not claim what they need`,
  ];
  return steps.filter((step) => step !== false);
}

function skippedStep(report: RunReport): string {
  const skipped = casesWithVerdict(report, "skipped");
  const worst: Effect = skipped.some(({ effect }) => effect === "permanent") ? "permanent" : "reversible";
  return `${count(skipped.length, "case")} skipped, as they may change the target: --allow ${worst}`;
}

/** How long something took, for people. */
export function durationText(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}
