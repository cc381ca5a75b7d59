type Headers = Readonly<Record<string, string>>;

/** Headers of an answer in JSON. */
export const json: Headers = { "content-type": "application/json; charset=utf-8" };

/** Headers of an answer that is a bare text. */
export const text: Headers = { "content-type": "text/plain; charset=utf-8" };
