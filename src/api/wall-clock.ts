/** Gives the time in milliseconds since 1970. */
export type Clock = () => number;

/** The machine's own clock. Everything else gets its time handed in; a test refuses other readings under api/ and mock/. */
export const wallClock: Clock = () => Date.now();
