import type { RunReport } from "../report/report.ts";
import { exitStatus } from "../report/summary.ts";
import { count, exitNames } from "../report/wording.ts";

/** Runs that did not get to their end. */
const unfinished: readonly number[] = [exitStatus.unreachable, exitStatus.tooFew];

/** What makes two runs hardly comparable, in sentences. */
export function caveatsOf(before: RunReport, now: RunReport, common: number): string[] {
  const isSame = before.startedAt === now.startedAt && before.durationMs === now.durationMs;
  const isSwapped = Date.parse(before.startedAt) > Date.parse(now.startedAt);
  const caveats: (string | false)[] = [
    isSame && "both reports are of the same run",
    isSwapped && "the first report is of a later run than the second: they may be the wrong way round",
    differing("asked another server", before.target.baseUrl, now.target.baseUrl),
    differing("run by another version of this kit", before.tool.version, now.tool.version),
    differing("another allowed effect", before.settings.allow, now.settings.allow),
    differing("other cases were asked for", filterOf(before), filterOf(now)),
    ...rolesBetween(before, now),
    endOf("the earlier run", before),
    endOf("the later run", now),
    overlap(before, now, common),
  ];
  return caveats.filter((caveat) => caveat !== false);
}

function differing(what: string, before: string, now: string): string | false {
  return before !== now && `${what}: ${before} before, ${now} now`;
}

function filterOf({ settings: { filter } }: RunReport): string {
  return filter === undefined ? "all" : filter.join(" ");
}

/** Roles that only one of the runs had. Other cases need other roles, and the report of a proxy names none. */
function rolesBetween(before: RunReport, now: RunReport): (string | false)[] {
  const [were, are] = [before.target.roles, now.target.roles];
  if (were === undefined || are === undefined || filterOf(before) !== filterOf(now)) return [];
  return [only("earlier", were, are), only("later", are, were)];
}

function only(which: string, names: readonly string[], others: readonly string[]): string | false {
  const known = new Set(others);
  const own = names.filter((name) => !known.has(name));
  const more = own.length > 10 ? ` and ${own.length - 10} more` : "";
  return own.length > 0 && `roles that only the ${which} run had: ${own.slice(0, 10).join(", ")}${more}`;
}

function endOf(which: string, { exitStatus: status }: RunReport): string | false {
  return unfinished.includes(status) && `${which} says: ${exitNames[status]}`;
}

/** Where less than half of what either run judged was judged by both, most of either stands alone. */
function overlap(before: RunReport, now: RunReport, common: number): string | false {
  const most = Math.max(before.summary.checked, now.summary.checked);
  if (most > 0 && common >= most / 2) return false;
  return `judged by both runs: ${count(common, "case")}, of ${before.summary.checked} before and ${now.summary.checked} now`;
}
