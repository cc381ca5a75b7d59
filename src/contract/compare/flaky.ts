import type { CaseReport, RunReport } from "../report/report.ts";
import { type Group, grouped } from "../report/report-lists.ts";
import { judgedVerdicts } from "../verdict.ts";

/**
 * Cases that the network let down for a while: judged only when they were played again, in either run; or without an
 * answer in one run and judged in the other. What a target answers now so, now so, is no flakiness but a finding.
 */
export function flakyCases(before: RunReport, now: RunReport): Group[] {
  const earlier = new Map(before.cases.map((one) => [one.id, one]));
  const later = new Map(now.cases.map((one) => [one.id, one]));
  const all = new Map([...earlier, ...later]);
  return grouped(
    [...all].flatMap(([id, one]): [string, CaseReport][] => {
      const about = whyFlaky(earlier.get(id), later.get(id));
      return about === undefined ? [] : [[about, one]];
    }),
  );
}

function whyFlaky(was: CaseReport | undefined, is: CaseReport | undefined): string | undefined {
  const [before, now] = [wasPlayedAgain(was), wasPlayedAgain(is)];
  if (before && now) return "judged only when it was played again, in both runs";
  if (now) return "judged only when it was played again, in the later run";
  if (before) return "judged only when it was played again, in the earlier run";
  if (isJudged(was) && isUnanswered(is)) return "no answer in the later run, judged in the earlier";
  if (isUnanswered(was) && isJudged(is)) return "no answer in the earlier run, judged in the later";
  return undefined;
}

function wasPlayedAgain(one: CaseReport | undefined): boolean {
  return isJudged(one) && (one?.retries ?? 0) > 0;
}

function isJudged(one: CaseReport | undefined): boolean {
  return one !== undefined && judgedVerdicts.includes(one.verdict);
}

/** Whether the network is why nothing can be said. */
function isUnanswered(one: CaseReport | undefined): boolean {
  const { verdict, claims = [] } = one ?? {};
  return (
    verdict === "not-judged" && claims.some((claim) => claim.verdict === "not judged" && claim.suspect === "network")
  );
}
