import { relative, sep } from "node:path";
import { printable } from "../api/printable.ts";
import type { ContractCase } from "../contract/case.ts";
import { cases } from "../contract/cases/index.ts";
import type { Target } from "../contract/target.ts";
import type { CaseFile } from "../generated/types.ts";
import { createFill } from "../traffic/fill-placeholders.ts";
import { isRecorded, ownCase, rolesIn } from "../traffic/own-cases/own-case.ts";
import { requireOwnCase } from "../traffic/own-cases/require-own-case.ts";
import { readRecording } from "../traffic/read-recording.ts";
import { atPlace, endings, filesIn, readPlacedFile } from "./placed-file.ts";
import { printError } from "./print.ts";
import { usageError } from "./usage-error.ts";

/** A case that a team wrote or recorded, read and found to be in order. */
export interface OwnFile {
  readonly id: string;
  readonly file: CaseFile;
  /** Secrets that a recording shows. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Names of the roles that it needs; `all` where any may fill what a recording hides. */
  readonly needs: readonly string[] | "all";
  /** The file or folder that was named: pseudonyms mean the same in all of it. */
  readonly session: string;
}

/**
 * Reads the cases of files and folders.
 *
 * @param roles names of all roles that there may be. @default any
 * @throws a usage error that names file, line and column, what was found and what was expected, with the nearest name
 */
export function readOwnFiles(paths: readonly string[] = [], roles?: readonly string[]): OwnFile[] {
  const places = new Map<string, string>(cases.map(({ id }) => [id, "this kit"]));
  return paths.flatMap((path) =>
    filesIn(path, "--cases").flatMap((file) => {
      const placed = readPlacedFile(file, "--cases");
      const own = atPlace(file, placed, () => ({
        session: path,
        ...readOwnFile(placed.value, idOf(path, file), roles),
      }));
      for (const { call, reason } of own.file.leftOut ?? [])
        printError(`note: ${file}: left out ${printable(`${call}: ${reason}`)}`);
      if (own.file.exchanges.length === 0) return [];
      const taken = places.get(own.id);
      if (taken !== undefined) {
        const at = `${file}:${placed.placeOf("/id")}: /id`;
        throw usageError(
          `${at}: found ${JSON.stringify(own.id)}, expected an id that no other case has; ${taken} has it`,
        );
      }
      places.set(own.id, file);
      return [own];
    }),
  );
}

/** Such files as cases to be played on a target. */
export function ownCasesOf(
  files: readonly OwnFile[],
  target: Target,
  values: ReadonlyMap<string, string>,
): ContractCase[] {
  return files.map(({ id, file, secrets, session }) => {
    const exchanges = files.filter((one) => one.session === session).flatMap((one) => one.file.exchanges);
    const sources = { target, values, secrets, exchanges, newPassword: undefined };
    return ownCase({ id, file, recorded: createFill(sources) });
  });
}

function readOwnFile(value: unknown, usualId: string, roles: readonly string[] | undefined): Omit<OwnFile, "session"> {
  const { file, secrets } = readRecording(value);
  if (file.leftOut === undefined || file.exchanges.length > 0) requireOwnCase(file, roles);
  return { id: file.id ?? usualId, file, secrets, needs: isRecorded(file) ? "all" : rolesIn(file) };
}

/** A file's name below its folder, without its ending, with a dash for letters that no id has. */
function idOf(path: string, file: string): string {
  const name = path === file ? (file.split(sep).at(-1) ?? file) : relative(path, file);
  return name
    .split(sep)
    .join("/")
    .replace(endings, "")
    .replace(/[^\w./-]/g, "-");
}
