import { type FaultKind, faultKinds } from "./kinds.ts";

/** How far a way in carries a fault out. */
export type Reach = "full" | `approximate: ${string}` | `not possible: ${string}`;

/** The ways into a mock: `mock.handle`, `mock.fetch`, msw's handlers, and the server. */
export type WayIn = "handle" | "fetch" | "msw" | "http";

const asData = "not possible: the answer's `delivery` says what to do, and nobody does it";
const timed: Record<WayIn, Reach> = { handle: asData, fetch: "full", msw: "full", http: "full" };
const full: Record<WayIn, Reach> = { handle: "full", fetch: "full", msw: "full", http: "full" };
const networkError = "approximate: a network error without a cause, as msw knows no other";
const noCase = "not possible: names in Headers have no case";
const joined = "approximate: both stand in one value, joined by a comma, as Headers gives lines of one name";
const failingStream = "approximate: the body's stream fails, no connection does";

/** For each kind of fault and way in, whether the client sees the whole of it. */
export const faultReach: Readonly<Record<FaultKind, Readonly<Record<WayIn, Reach>>>> = {
  ...(Object.fromEntries(Object.keys(faultKinds).map((kind) => [kind, full])) as Record<FaultKind, typeof full>),
  delay: timed,
  "slow-body": timed,
  "refuse-connection": {
    handle: asData,
    fetch: "approximate: the error that fetch gives, without a connection",
    msw: networkError,
    http: "approximate: the connection is taken and reset before a byte, as one call cannot close the port",
  },
  "reset-before-answer": {
    handle: asData,
    fetch: "approximate: the error that fetch gives, without a connection",
    msw: networkError,
    http: "full",
  },
  "reset-in-answer": { handle: asData, fetch: failingStream, msw: failingStream, http: "full" },
  "large-body": {
    handle: "approximate: the answer's `delivery` says that it is `compressed`, and nobody does it",
    fetch: "approximate: not `compressed`, as fetch gives bodies unzipped",
    msw: "approximate: not `compressed`, as msw gives bodies unzipped",
    http: "full",
  },
  "endless-body": {
    handle: asData,
    fetch: "full",
    msw: "approximate: where a browser hands over no streams, the answer does not begin",
    http: "full",
  },
  "other-header-case": { handle: "full", fetch: noCase, msw: noCase, http: "full" },
  "repeated-signature": { handle: joined, fetch: joined, msw: joined, http: "full" },
  redirect: {
    ...full,
    fetch: "approximate: the response is the redirect itself, and nobody follows it",
  },
  "truncated-body": { handle: asData, fetch: failingStream, msw: failingStream, http: "full" },
};
