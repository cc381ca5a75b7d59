import { cases } from "../contract/cases/index.ts";
import { fitting } from "../contract/target.ts";
import { ownCase } from "../traffic/own-cases/own-case.ts";
import { readOwnFiles } from "./own-cases.ts";
import { print } from "./print.ts";

/** Flags of `contract list`. */
export interface ListFlags {
  readonly cases?: readonly string[];
  readonly filter?: readonly string[];
}

/** Prints the cases, those of this kit first. */
export function list({ cases: paths, filter }: ListFlags): void {
  const own = readOwnFiles(paths).map((one) => ownCase({ ...one, recorded: () => undefined }));
  const listed = fitting([...cases, ...own], filter);
  const width = Math.max(0, ...listed.map(({ id }) => id.length));
  for (const { id, effect, about } of listed) print(`${id.padEnd(width)}  ${effect.padEnd(10)}  ${about}`);
}
