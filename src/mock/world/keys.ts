/** A part of a key that counts also where the record has nothing in it. */
interface OrNull<F extends string> {
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

/** How a record gives its key: undefined where it is left out of the index. */
export function keyReader<R>({ parts }: Index): (record: R) => string | undefined {
  const fields = parts.map((part) => (typeof part === "string" ? part : part.orNull));
  const isLeftOut = (value: unknown, at: number) => value === null && typeof parts[at] === "string";
  return (record) => {
    const key = fields.map((field) => (record as Record<string, Part>)[field] as Part);
    return key.some(isLeftOut) ? undefined : keyOf(key);
  };
}

/** A function that finds by the parts of a key. One for each number of parts: a list of them would cost an allocation. */
export function finder({ parts }: Index, find: (key: string) => unknown): (...key: Part[]) => unknown {
  if (parts.length === 1) return (only) => find(String(only));
  if (parts.length === 2) return (first, second) => find(pairOf(first as Part, second as Part));
  return (...key) => find(JSON.stringify(key));
}

/** Three parts may hold two texts of the client, so these are told apart whatever they hold. */
function keyOf(key: readonly Part[]): string {
  if (key.length === 1) return String(key[0]);
  return key.length === 2 ? pairOf(key[0] as Part, key[1] as Part) : JSON.stringify(key);
}

/** Ids come first, so that no text can be taken for another pair. */
function pairOf(first: Part, second: Part): string {
  return `${first}\u0000${second ?? ""}`;
}
