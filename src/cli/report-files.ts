import { resolve } from "node:path";
import { styleText } from "node:util";
import { type ReportKind, reporters } from "../contract/report/index.ts";
import type { RunReport } from "../contract/report/report.ts";
import { exitStatus } from "../contract/report/summary.ts";
import { type Paint, terminalReport } from "../contract/report/terminal.ts";
import { writeWhole } from "./atomic-file.ts";
import { usageError } from "./usage-error.ts";
import { requireWritable } from "./writable.ts";

/** A report that was asked for. */
export interface ReportFlag<K extends string = ReportKind> {
  readonly kind: K;
  /** `-` for stdout. */
  readonly path: string;
}

/**
 * Reads `--report KIND=PATH`, before anything runs. Each needs a place of its own.
 *
 * @param known the kinds that there are. @default those of a run
 */
export function readReportFlags<K extends string = ReportKind>(
  texts: readonly string[],
  known: Readonly<Record<K, unknown>> = reporters as Readonly<Record<string, unknown>>,
): ReportFlag<K>[] {
  const taken = new Set<string>();
  return texts.map((text) => {
    const [, kind = text, path = ""] = /^([^=]*)=(.+)$/.exec(text) ?? [];
    if (!Object.hasOwn(known, kind) || path === "") {
      const kinds = Object.keys(known).join(", ");
      throw usageError(`--report ${text}: expected KIND=PATH with a kind of ${kinds}`);
    }
    const place = path === "-" ? path : resolve(path);
    if (taken.has(place))
      throw usageError(`--report ${text}: another report goes to ${path}, expected a place of its own`);
    taken.add(place);
    if (path !== "-") requireWritable(path, `--report ${text}`);
    return { kind: kind as K, path };
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
export function writeReportFiles<R, K extends string>(
  report: R,
  flags: readonly ReportFlag<K>[],
  known: Readonly<Record<K, (report: R) => string>>,
  told: NodeJS.WriteStream = process.stderr,
): number {
  let lost = 0;
  for (const { kind, path } of flags) {
    try {
      const text = known[kind](report);
      if (path === "-") process.stdout.write(text);
      else writeWhole(path, text);
      if (path !== "-") told.write(`${kind} report: ${path}\n`);
    } catch (error) {
      lost += 1;
      const { code, message } = error as NodeJS.ErrnoException;
      console.error(`error: --report ${kind}=${path}: cannot be written (${code ?? message})`);
    }
  }
  return lost;
}

/**
 * Shows the report for people on the terminal, or on stderr where stdout is taken, then writes the others.
 *
 * @returns how many could not be written
 */
export function writeReports(report: RunReport, flags: readonly ReportFlag[]): number {
  const out = flags.some(({ path }) => path === "-") ? process.stderr : process.stdout;
  const isColoured = out.isTTY === true && process.env.NO_COLOR === undefined;
  out.write(terminalReport(report, isColoured ? { paint } : {}));
  const lost = writeReportFiles(report, flags, reporters, out);
  if (lost > 0 && report.exitStatus === exitStatus.good) out.write(`Exit status ${exitStatus.reportLost}.\n`);
  return lost;
}
