import { resolve } from "node:path";
import { styleText } from "node:util";
import { printable } from "../api/printable.ts";
import type { ReportKind } from "../contract/report/index.ts";
import { exitStatus } from "../contract/report/summary.ts";
import type { Paint, TerminalOptions } from "../contract/report/terminal.ts";
import { writeWhole } from "./atomic-file.ts";
import { printError, printReport } from "./print.ts";
import { usageError } from "./usage-error.ts";
import { requireWritable } from "./writable.ts";

/** A report that was asked for. */
export interface ReportFlag<Kind extends string = ReportKind> {
  readonly kind: Kind;
  /** `-` for stdout. */
  readonly path: string;
}

/** What writes reports of something, by their kinds. */
export type Writers<Report, Kind extends string> = Readonly<Record<Kind, (report: Report) => string>>;

/** Reads `--report KIND=PATH`, before anything runs. Each needs a place of its own. */
export function readReportFlags<Kind extends string>(
  texts: readonly string[],
  writers: Writers<never, Kind>,
): ReportFlag<Kind>[] {
  const taken = new Set<string>();
  return texts.map((text) => {
    const [, kind = text, path = ""] = /^([^=]*)=(.+)$/.exec(text) ?? [];
    if (!Object.hasOwn(writers, kind) || path === "") {
      const kinds = Object.keys(writers);
      const known = kinds.length === 1 ? `${kinds[0]}=PATH` : `KIND=PATH with a kind of ${kinds.join(", ")}`;
      throw usageError(`--report ${text}: expected ${known}`);
    }
    const place = path === "-" ? path : resolve(path);
    if (taken.has(place))
      throw usageError(`--report ${text}: another report goes to ${path}, expected a place of its own`);
    taken.add(place);
    if (path !== "-") requireWritable(path, `--report ${text}`);
    return { kind: kind as Kind, path };
  });
}

/** Colours what is written to a terminal. */
export const paint: Paint = (style, text) => styleText(style, text);

/**
 * Writes a report in every form that was asked for, each by itself: one that cannot be written costs its own line.
 *
 * @param told where to say which were written. @default stderr
 * @returns how many could not be written
 */
export function writeReportFiles<Report, Kind extends string>(
  report: Report,
  flags: readonly ReportFlag<Kind>[],
  writers: Writers<Report, Kind>,
  told: NodeJS.WriteStream = process.stderr,
): number {
  let lost = 0;
  for (const { kind, path } of flags) {
    try {
      const text = writers[kind](report);
      if (path === "-") printReport(text);
      else writeWhole(path, text);
      if (path !== "-") printReport(`${kind} report: ${printable(path)}\n`, told);
    } catch (error) {
      lost += 1;
      const { code, message } = error as NodeJS.ErrnoException;
      printError(`error: --report ${kind}=${path}: cannot be written (${code ?? message})`);
    }
  }
  return lost;
}

/**
 * Shows the report for people on the terminal, or on stderr where stdout is taken, then writes the others.
 *
 * @returns how many could not be written
 */
export function writeReports<Report extends { readonly exitStatus: number }, Kind extends string>(
  report: Report,
  flags: readonly ReportFlag<Kind>[],
  writers: Writers<Report, Kind>,
  inTerminal: (report: Report, options: TerminalOptions) => string,
): number {
  const out = flags.some(({ path }) => path === "-") ? process.stderr : process.stdout;
  const isColoured = out.isTTY === true && process.env.NO_COLOR === undefined;
  printReport(inTerminal(report, isColoured ? { paint } : {}), out);
  const lost = writeReportFiles(report, flags, writers, out);
  if (lost > 0 && report.exitStatus === exitStatus.good) printReport(`Exit status ${exitStatus.reportLost}.\n`, out);
  return lost;
}
