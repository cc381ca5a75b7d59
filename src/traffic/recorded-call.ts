/** A request with what came of it, as somebody has written it down: a journal, a browser, a proxy. */
export interface RecordedCall {
  readonly method: string;
  /** As sent, still percent-encoded. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** By their names in lower case. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** Of an offline request also its payload, decoded. */
  readonly requestBody: string;
  /** undefined where no answer came. */
  readonly status: number | undefined;
  /** By their names in lower case. */
  readonly answerHeaders: Readonly<Record<string, string>> | undefined;
  readonly answerBody: string | undefined;
  /** The wall clock's time when it came, in milliseconds since 1970. */
  readonly wallAt: number;
  readonly durationMs: number | undefined;
  /** `ok`, the code of an error, or `fault`. */
  readonly outcome?: string;
  /** The failure that was asked for, where the call met one. */
  readonly fault?: { readonly kind: string };
  /** Ids of the tweaks that changed the answer. */
  readonly tweaks?: readonly number[];
}
