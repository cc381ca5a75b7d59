import type { Delivery } from "./delivery.ts";

/** Gives a header by its name in lower case. */
export type HeaderReader = (name: string) => string | undefined;

/** A body that is no text of at most 1 MiB. */
export interface Unreadable {
  readonly unreadable: "not_utf8" | "too_large";
}

/** A request as plain values: making the platform's own objects costs more than everything the mock does. */
export interface ApiRequest {
  readonly method: string;
  /** Address by which the caller reached this server, without a slash at its end. @default "http://localhost" */
  readonly origin?: string;
  /** As sent, still percent-encoded. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: HeaderReader;
  /** Names of all headers, in lower case; for the journal. @default the usual ones are asked for */
  readonly headerNames?: () => Iterable<string>;
  /** Address of the caller; left out in process, where there is none. */
  readonly peer?: string;
  /**
   * Whether the caller may not control this mock, so that nothing is said to it of other spaces than its own. Asked
   * where something would be said. @default no, in process
   */
  readonly isStranger?: () => boolean;
  readonly body: string | Unreadable;
}

/** An answer as plain values. The body is final: signatures cover these very bytes. */
export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How it is to travel, where a fault says so; left out for an answer that is simply sent. */
  readonly delivery?: Delivery;
}

/** Largest body that is read, in bytes. */
export const bodyLimit = 1_048_576;
