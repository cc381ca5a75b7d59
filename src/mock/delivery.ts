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
}

/** What is sent at once, and whole. */
export const plainDelivery: Delivery = { delayMs: 0, slowMs: 0, cut: null };

/** How many pieces a slow body comes in, at most. */
export const slowPieces = 20;

/** The part of a body that is sent before the connection ends; a body without a middle loses all. */
export function firstHalf<T extends string | Uint8Array>(body: T): T {
  return body.slice(0, Math.floor(body.length / 2)) as T;
}
