/** A schema of rows that a world has judged already: it takes all. Its types tell a collection what it holds. */
export interface CollectionSchema<R> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "license-api-kit";
    readonly types?: { readonly input: R; readonly output: R };
    validate(value: unknown): { readonly value: R };
  };
}

/** Makes the schema of one collection's rows. */
export function rowSchema<R>(): CollectionSchema<R> {
  return { "~standard": { version: 1, vendor: "license-api-kit", validate: (value) => ({ value: value as R }) } };
}
