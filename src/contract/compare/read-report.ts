import { beyondBounds } from "../../api/bounds.ts";
import { InputError } from "../../api/input-error.ts";
import { printable } from "../../api/printable.ts";
import { textAtPointer } from "../../api/text-at-pointer.ts";
import { type Finding, type SchemaName, validate } from "../../api/validate.ts";
import { version } from "../../generated/version.ts";
import type { RunReport } from "../report/report.ts";

/** How much of a report is read: about ten times what a run of the whole contract writes. */
export const reportBounds = { bytes: 64 * 1_048_576, depth: 100, members: 2_000_000 } as const;

const expected = "a report of license-api-kit contract run --report json=FILE";

/**
 * Reads the report of a run, as `schemas/report.json` describes it.
 *
 * @throws InputError that names the place, what was found and what was expected; where another version wrote it, that too
 */
export function readReport(text: string): RunReport {
  const value = parsed(text);
  const first = firstFinding("report", value);
  if (!first) return value as RunReport;
  const found = printable(textAtPointer(value, first.path), 100);
  const place = printable(first.path || "/", 200);
  throw new InputError(
    `${place}: found ${found}, expected ${expected}; here it ${printable(first.message)}${writtenBy(value)}`,
  );
}

/** The long lists of a report, by the schema of what holds them, each with the schema of its items. */
const lists: Partial<Record<SchemaName, Readonly<Record<string, SchemaName>>>> = {
  report: { cases: "report-case" },
  "report-case": { claims: "report-claim", exchanges: "report-exchange" },
};

/** What is wrong first, piece by piece: to list all that is wrong with a million items would take hours. */
function firstFinding(schema: SchemaName, value: unknown, path = ""): Finding | undefined {
  const inner = Object.entries(lists[schema] ?? {}).map(([name, part]) => [name, part, itemsIn(value, name)] as const);
  const emptied = inner.filter(([, , items]) => items.length > 0).map(([name]) => [name, []]);
  const [own] = validate(schema, emptied.length > 0 ? { ...(value as object), ...Object.fromEntries(emptied) } : value);
  if (own) return { ...own, path: `${path}${own.path}` };
  for (const [name, part, items] of inner) {
    for (const [at, item] of items.entries()) {
      const found = firstFinding(part, item, `${path}/${name}/${at}`);
      if (found) return found;
    }
  }
  return undefined;
}

function itemsIn(value: unknown, name: string): readonly unknown[] {
  const items = (value as Record<string, unknown> | null | undefined)?.[name];
  return Array.isArray(items) ? items : [];
}

function parsed(text: string): unknown {
  const beyond = beyondBounds(text, reportBounds);
  if (beyond !== undefined) throw new InputError(`found more than is read (${beyond}), expected ${expected}`);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (text.trim() === "") throw new InputError(`found nothing, expected ${expected}`);
    throw new InputError(
      `found what is no JSON or was cut off (${printable((error as Error).message, 200)}), expected ${expected}`,
    );
  }
}

/** A report of another version may have another form. */
function writtenBy(value: unknown): string {
  const { tool } = (value ?? {}) as { tool?: { version?: unknown } };
  const by = tool?.version;
  if (typeof by !== "string" || by === version) return "";
  return `. It says that version ${printable(by, 40)} wrote it, this is ${version}`;
}
