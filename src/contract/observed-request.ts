/** A request as it was seen. */
export interface ObservedRequest {
  readonly method: string;
  /** As sent, still percent-encoded. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | { readonly unreadable: "not_utf8" | "too_large" };
}

/** Something wrong with a request. */
export interface RequestMistake {
  /** Outcomes by which a server refuses it. */
  readonly codes: readonly string[];
  readonly found: string;
  readonly expected: string;
  readonly written: string;
}
