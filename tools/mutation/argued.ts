/** Why a mutant is right to survive: no caller could tell the mutant from the source. */
export interface Argued {
  /** Path of the source file. */
  readonly file: string;
  /** The line that it stands on, without its indent. It is no longer argued once the line reads otherwise. */
  readonly source: string;
  /** The mutators that are meant, all where it is left out. */
  readonly mutators?: readonly string[];
  readonly reason: string;
}

/** Every survivor that has a reason. */
export const argued: readonly Argued[] = [];
