import { beyondBounds } from "../../api/bounds.ts";
import { InputError } from "../../api/input-error.ts";
import { textAtPointer } from "../../api/text-at-pointer.ts";
import { validate } from "../../api/validate.ts";
import { version } from "../../generated/version.ts";
import type { RunReport } from "../report/report.ts";
import { oneLine } from "../report/wording.ts";

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
  const [first, ...others] = validate("report", value);
  if (!first) return value as RunReport;
  const found = oneLine(textAtPointer(value, first.path), 100);
  const more = others.length > 0 ? ` (and ${others.length} more)` : "";
  const place = oneLine(first.path || "/", 200);
  throw new InputError(
    `${place}: found ${found}, expected ${expected}; here it ${oneLine(first.message)}${more}${writtenBy(value)}`,
  );
}

function parsed(text: string): unknown {
  const beyond = beyondBounds(text, reportBounds);
  if (beyond !== undefined) throw new InputError(`found more than is read (${beyond}), expected ${expected}`);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (text.trim() === "") throw new InputError(`found nothing, expected ${expected}`);
    throw new InputError(
      `found what is no JSON or was cut off (${oneLine((error as Error).message, 200)}), expected ${expected}`,
    );
  }
}

/** A report of another version may have another form. */
function writtenBy(value: unknown): string {
  const { tool } = (value ?? {}) as { tool?: { version?: unknown } };
  const by = tool?.version;
  if (typeof by !== "string" || by === version) return "";
  return `. It says that version ${oneLine(by, 40)} wrote it, this is ${version}`;
}
