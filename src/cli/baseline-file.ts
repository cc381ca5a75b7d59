import { existsSync } from "node:fs";
import { shortText } from "../api/text-at-pointer.ts";
import type { Baseline, KnownFinding } from "../contract/baseline.ts";
import { readJson } from "./read-file.ts";
import { usageError } from "./usage-error.ts";

/**
 * What a file says that a target, or a client, is known to do, as `--write-baseline` writes it.
 *
 * @param all what it may name, and how one is told of that is not among them. @default cases
 *
 * @throws a usage error that names the file, the place in it, what was found and what was expected
 */
export function readBaseline(
  file: string,
  all: readonly { readonly id: string }[],
  missing = (id: string) => `there is no case ${id}; one of your own is there with --cases`,
): Baseline {
  if (!existsSync(file)) throw usageError(`--baseline ${file}: there is no such file; --write-baseline makes one`);
  const { failures, messages = {} } = requirePart(readJson(file, "--baseline"), file, "", "findings of an earlier run");
  const byCase = Object.entries(requirePart(failures, file, "/failures", "findings by ids of cases"));
  for (const [id, findings] of byCase) {
    if (!all.some((contractCase) => contractCase.id === id)) {
      throw usageError(`--baseline ${file}: /failures: ${missing(id)}`);
    }
    if (!Array.isArray(findings) || !findings.every(isFinding)) {
      throw usageError(
        `--baseline ${file}: /failures/${id}: found ${shortText(findings)}, expected findings with claim and found; --write-baseline writes them anew`,
      );
    }
  }
  for (const [id, message] of Object.entries(requirePart(messages, file, "/messages", "messages by ids of cases"))) {
    if (typeof message === "string") continue;
    const place = `/messages/${id}`;
    throw usageError(`--baseline ${file}: ${place}: found ${shortText(message)}, expected a text`);
  }
  return { failures, messages } as Baseline;
}

function requirePart(value: unknown, file: string, place: string, expected: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw usageError(`--baseline ${file}: ${place || "/"}: found ${shortText(value)}, expected ${expected}`);
}

function isFinding(value: unknown): value is KnownFinding {
  const { claim, found, reason = "" } = (value ?? {}) as Partial<Record<string, unknown>>;
  return [claim, found, reason].every((text) => typeof text === "string");
}
