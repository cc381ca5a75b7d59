import type { EndpointName } from "../../api/endpoints.ts";
import type { Answer } from "../../contract/case.ts";
import type { CaseExchange } from "../../generated/types.ts";
import { writtenEnd } from "../written-end.ts";
import { differencesIn, isIdName } from "./differences.ts";

/** Ids and keys that a server gave otherwise than was recorded: those of now by those of then. */
export function namesNow(exchanges: readonly CaseExchange[], answers: readonly Answer[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const renamed = (recorded: string, now: string) => void names.set(recorded, now);
  for (const [at, answer] of answers.entries()) {
    const { request, expected } = exchanges[at] as CaseExchange;
    const makesKeys = (request.endpoint as EndpointName) === "trial-key";
    differencesIn(writtenEnd(expected).body, answer.body, { exact: false, makesKeys, renamed });
  }
  return names;
}

/** The fields of a request with ids and keys as they are now. */
export function withNames(
  input: Readonly<Record<string, unknown>>,
  names: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const entries = Object.entries(input).map(([name, value]) => {
    const now = isIdName(name) || name === "license_key" ? names.get(String(value)) : undefined;
    return [name, now === undefined ? value : typeof value === "number" ? Number(now) : now];
  });
  return Object.fromEntries(entries);
}
