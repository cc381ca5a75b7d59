import { nearestName } from "../api/nearest-name.ts";
import { type CasesWithSecrets, caseFileWithSecrets } from "./case-file.ts";
import { readExchanges } from "./read-exchanges.ts";
import { readHar } from "./read-har.ts";
import { effectOf } from "./replay/replay.ts";
import { requireCaseFile } from "./require-case-file.ts";
import { wrong } from "./require-shape.ts";

/**
 * Reads calls to replay: a case file, a HAR file, or a file in the form of fixtures/exchanges, told apart by what is in
 * them.
 *
 * @throws an error that names the place, what was found and what was expected
 */
export function readRecording(value: unknown): CasesWithSecrets {
  if (typeof value !== "object" || value === null || !("log" in value || "exchanges" in value)) {
    const near = Object.keys(value ?? {}).find((name) => nearestName(name, ["exchanges", "log"]) !== undefined);
    const expected = "a case file, a HAR file or recorded exchanges: an object with exchanges or log";
    throw wrong("", value, near === undefined ? expected : `${expected}, not ${near}`);
  }
  if ("log" in value) return caseFileWithSecrets(readHar(value));
  const first: unknown = Array.isArray(value.exchanges) ? value.exchanges[0] : undefined;
  const isRecorded = typeof first === "object" && first !== null && "response" in first;
  return isRecorded
    ? caseFileWithSecrets(readExchanges(value))
    : { file: requireCaseFile(value), secrets: new Map(), startedAt: 0 };
}

/** Recordings of one session as one: in the order in which they were made, those of unknown time in the order given. */
export function joinedRecordings(recordings: readonly CasesWithSecrets[]): CasesWithSecrets {
  const inOrder = [...recordings].sort((one, other) => one.startedAt - other.startedAt);
  const files = inOrder.map(({ file }) => file);
  const leftOut = files.flatMap((file) => file.leftOut ?? []);
  const isHarmless = files.every((file) => effectOf(file) === "none");
  return {
    file: {
      ...(isHarmless && { effect: "none" as const }),
      exchanges: files.flatMap(({ exchanges }) => exchanges),
      ...(leftOut.length > 0 && { leftOut }),
    },
    secrets: new Map(inOrder.flatMap(({ secrets }) => [...secrets])),
    startedAt: inOrder[0]?.startedAt ?? 0,
  };
}
