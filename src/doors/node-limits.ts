import { bodyLimit } from "../mock/request.ts";

/** How much a server takes from clients, and what that is of. */
export const serverLimits = {
  body: { most: bodyLimit, about: "bytes of a request to the API, or of one who may not control the mock" },
  control: { most: 2 ** 26, about: "bytes of a request of one who may" },
  buffered: { most: 2 ** 28, about: "bytes of all requests together that are being read" },
  connections: { most: 10_000, about: "connections at a time" },
} as const;

/** Milliseconds. `linger`: how long a refused client may go on sending; `close`: how long calls may go on. */
const times = { headers: 10_000, request: 30_000, linger: 2_000, close: 1_000 };

/** Bytes, connections and milliseconds. */
export type ServerLimits = Record<keyof typeof serverLimits | keyof typeof times, number>;

/** The limits that hold where some are given. */
export function completeServerLimits(given: Partial<ServerLimits> = {}): ServerLimits {
  const most = Object.entries(serverLimits).map(([name, row]) => [name, row.most]);
  return { ...Object.fromEntries(most), ...times, ...given };
}
