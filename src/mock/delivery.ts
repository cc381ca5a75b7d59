/**
 * How an answer is to travel, where it must not simply be sent. Ways in carry it out as far as they can.
 */
export interface Delivery {
  /** Wait before anything is sent. */
  readonly delayMs: number;
  /** Spread the body over this time. */
  readonly slowMs: number;
  /**
   * Where the connection ends. `refuse`: nobody listens. `before`: a reset before the first byte. `in`: a reset in the
   * middle of the body. `truncate`: closed in the middle of the body, with the length of all of it promised.
   */
  readonly cut: "refuse" | "before" | "in" | "truncate" | null;
  /** Whether white space follows the body until the client leaves; its length is not promised then. */
  readonly endless: boolean;
  /** Whether the body is sent gzipped, under a Content-Encoding that says so. */
  readonly gzip: boolean;
  /** Letters in which the names of all headers are sent; null for those that they have. */
  readonly headerCase: "lower" | "upper" | null;
  /** Name of a header whose values, joined by a comma, are sent in lines of their own. */
  readonly repeated: string | null;
}

/** What is sent at once, and whole. */
export const plainDelivery: Delivery = {
  delayMs: 0,
  slowMs: 0,
  cut: null,
  endless: false,
  gzip: false,
  headerCase: null,
  repeated: null,
};

/** How many pieces a slow body comes in, at most. */
export const slowPieces = 20;

/** What follows an endless body, time and again: so much white space, so many milliseconds apart, for so long. */
export const endlessPieces = { piece: " ".repeat(16_384), everyMs: 50, mostMs: 600_000 };

/** A name as its header is sent. */
export function inCase(name: string, style: Delivery["headerCase"]): string {
  if (style === null) return name;
  return style === "upper" ? name.toUpperCase() : name.toLowerCase();
}

/** The part of a body that is sent before the connection ends; a body without a middle loses all. */
export function firstHalf<T extends string | Uint8Array>(body: T): T {
  return body.slice(0, Math.floor(body.length / 2)) as T;
}
