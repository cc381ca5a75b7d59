/** The facts of a file of vectors that a verifier may rest on. */
export interface VectorFacts {
  /** PEM. */
  readonly publicKey?: string;
  readonly sharedKey?: string;
  readonly apiKey?: string;
}

/** Judges a vector as an SDK does: true where it takes what it is given. To throw is to refuse. */
export type Verifier<V> = (vector: V, facts: VectorFacts) => boolean;

/** A verifier that departs from the right one in one way. */
export interface Departure<V> {
  readonly id: string;
  /** How, in one phrase that goes on after "a verifier that". */
  readonly how: string;
  readonly verify: Verifier<V>;
}

/** The verifiers of a kind of vectors. */
export interface VerifierKind<V> {
  readonly right: Verifier<V>;
  readonly wrong: readonly Departure<V>[];
  /** What no page forbids: no vector that must convicts these. */
  readonly lawful: readonly Departure<V>[];
}

/** A row of a table: an id, how it departs, and the part in which it does. */
export type PartRow<Part> = readonly [id: string, how: string, part: Part];

/** Makes verifiers of a table whose rows hold a whole verifier, or what is changed of the right one. */
export function departures<V, Change extends object>(
  verifierWith: (change: Change) => Verifier<V>,
  table: readonly PartRow<NoInfer<Change> | Verifier<NoInfer<V>>>[],
): Departure<V>[] {
  return table.map(([id, how, part]) => ({
    id,
    how,
    verify: typeof part === "function" ? part : verifierWith(part),
  }));
}

/** Rows of one kind, made of the parts that several kinds share. */
export function eachPart<Part, Change>(
  shared: readonly PartRow<Part>[],
  changeOf: (part: Part) => Change,
): PartRow<Change>[] {
  return shared.map(([id, how, part]) => [id, how, changeOf(part)]);
}

/** Picks rows of a shared table. */
export function picked<Part>(rows: readonly PartRow<Part>[], ...ids: readonly string[]): PartRow<Part>[] {
  return rows.filter(([id]) => ids.includes(id));
}
