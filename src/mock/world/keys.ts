/** A part of a key that counts also where the record has nothing in it. */
export interface OrNull<F extends string> {
  readonly orNull: F;
}

/** By which fields a table finds its records, and whether one is asked for or all of them. */
export interface Index<F extends string = string> {
  readonly parts: readonly (F | OrNull<F>)[];
  readonly isMany: boolean;
}

/** The indexes of a table by their names, over fields of its records. */
export type Indexes<R> = Readonly<Record<string, Index<keyof R & string>>>;

/** An index that gives one record: the first under the key. A record with `null` in a part is left out. */
export function one<const P extends Index["parts"]>(...parts: P) {
  return { parts, isMany: false } as const;
}

/** An index that gives all records under the key, oldest first. A record with `null` in a part is left out. */
export function many<const P extends Index["parts"]>(...parts: P) {
  return { parts, isMany: true } as const;
}

/** Lets `null` be a part of a key like any other. */
export function orNull<const F extends string>(field: F): OrNull<F> {
  return { orNull: field };
}

/** What a key is made of: the values of its fields, in order. */
type Key<R, P extends Index["parts"]> = {
  [At in keyof P]: P[At] extends OrNull<infer F extends keyof R & string>
    ? R[F]
    : NonNullable<R[P[At] & keyof R & string]>;
};

/** The way to the records of a table by each of its indexes: `licenses.byKey(productId, licenseKey)`. */
export type Finders<R, I extends Readonly<Record<string, Index>>> = {
  readonly [N in keyof I]: (...key: Key<R, I[N]["parts"]>) => I[N]["isMany"] extends true ? R[] : R | undefined;
};

type Part = string | number | null;

/** An index as a table uses it. */
export interface Keyed<R> {
  /** The key of a record, undefined where it is left out of the index. */
  of(record: R): string | undefined;
  /** Whether two versions of a record have the same key: it is asked at each change, and no text is made for it. */
  isSame(one: R, other: R): boolean;
  /** A function that finds by the parts of a key. One for each number of parts: a list of them would be an allocation. */
  finder(find: (key: string) => unknown): (...key: Part[]) => unknown;
}

/** Reads the keys of an index. */
export function keyed<R>({ parts }: Index): Keyed<R> {
  const fields = parts.map((part) => (typeof part === "string" ? part : part.orNull)) as (keyof R)[];
  const needed = parts.filter((part) => typeof part === "string") as (keyof R)[];
  const [first, second] = fields as [keyof R, keyof R];
  return {
    of: (record) => {
      for (const field of needed) if (record[field] === null) return undefined;
      if (fields.length === 1) return String(record[first]);
      if (fields.length === 2) return pairOf(record[first] as Part, record[second] as Part);
      return tupleOf(...fields.map((field) => record[field] as Part));
    },
    isSame: (one, other) => {
      for (const field of fields) if (one[field] !== other[field]) return false;
      return true;
    },
    finder: (find) => {
      if (fields.length === 1) return (only) => find(String(only));
      if (fields.length === 2) return (one, other) => find(pairOf(one as Part, other as Part));
      return (...key) => find(tupleOf(...key));
    },
  };
}

/** Ids come first, so that no text can be taken for another pair. */
function pairOf(first: Part, second: Part): string {
  return `${first}\u0000${second ?? ""}`;
}

/** Three parts may hold two texts of the client, so these are told apart whatever they hold. */
function tupleOf(...key: Part[]): string {
  return JSON.stringify(key);
}
