/** A part of a key that counts also where the record has nothing in it. */
export interface OrNull<F extends string> {
  readonly orNull: F;
}

type Parts<F extends string = string> = readonly (F | OrNull<F>)[];

/** By which fields a table finds its records, and whether one is asked for or all of them. */
export interface Index<F extends string = string> extends Keys {
  readonly parts: Parts<F>;
  readonly isMany: boolean;
}

/** The indexes of a table by their names, over fields of its records. */
export type Indexes<R> = Readonly<Record<string, Index<keyof R & string>>>;

/** An index that gives one record: the first under the key. A record with `null` in a part is left out. */
export function one<const P extends Parts>(...parts: P) {
  return { parts, isMany: false, ...keysOf(parts) } as const;
}

/** An index that gives all records under the key, oldest first. A record with `null` in a part is left out. */
export function many<const P extends Parts>(...parts: P) {
  return { parts, isMany: true, ...keysOf(parts) } as const;
}

/** Lets `null` be a part of a key like any other. */
export function orNull<const F extends string>(field: F): OrNull<F> {
  return { orNull: field };
}

/** What a key is made of: the values of its fields, in order. */
type Key<R, P extends Parts> = {
  [At in keyof P]: P[At] extends OrNull<infer F extends keyof R & string>
    ? R[F]
    : NonNullable<R[P[At] & keyof R & string]>;
};

/** The way to the records of a table by each of its indexes: `licenses.byKey(productId, licenseKey)`. */
export type Finders<R, I extends Readonly<Record<string, Index>>> = {
  readonly [N in keyof I]: (...key: Key<R, I[N]["parts"]>) => I[N]["isMany"] extends true ? R[] : R | undefined;
};

type Part = string | number | null;

/** How an index comes to its keys. */
interface Keys {
  /** The key of a record, undefined where it is left out of the index. */
  of(record: object): string | undefined;
  /** Whether two versions of a record have the same key: it is asked at each change, and no text is made for it. */
  isSame(one: object, other: object): boolean;
  /** A function that finds by the parts of a key. One for each number of parts: a list of them would be an allocation. */
  finder(find: (key: string) => unknown): (...key: Part[]) => unknown;
}

type Fields = Readonly<Record<string, Part>>;

function keysOf(parts: Parts): Keys {
  const fields = parts.map((part) => (typeof part === "string" ? part : part.orNull));
  const needed = parts.filter((part) => typeof part === "string");
  const [first, second] = fields as [string, string];
  return {
    of: (record: Fields) => {
      for (const field of needed) if (record[field] === null) return undefined;
      if (fields.length === 1) return String(record[first]);
      if (fields.length === 2) return pairOf(record[first] as Part, record[second] as Part);
      return tupleOf(...fields.map((field) => record[field] as Part));
    },
    isSame: (one: Fields, other: Fields) => {
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
