import { type EndpointName, endpointNames, endpointRow } from "../../../src/api/endpoints.ts";
import type { OperatorMutant } from "../mutant.ts";
import { mutantOf, resent } from "./operator.ts";

/** Queries that take something: a seat, a trial. */
const takingQueries: readonly EndpointName[] = ["trial-key", "check-license", "check-license-feature", "check-bundle"];

/** Whether a success of an endpoint changes what the server remembers. */
export function changesState(endpoint: EndpointName): boolean {
  return endpointRow(endpoint).method === "POST" || takingQueries.includes(endpoint);
}

const changing = endpointNames.filter(changesState);

/** It is answered and forgotten. */
export const notStored: readonly OperatorMutant[] = changing.map((endpoint) =>
  mutantOf("not stored", endpoint, "all", "it is answered and forgotten", async (call, fetch, mock) => {
    const before = mock.snapshot();
    const response = await fetch(resent(call));
    if (response.status === 200) mock.restore(before);
    return response;
  }),
);

/** It happens twice. */
export const twice: readonly OperatorMutant[] = changing.map((endpoint) =>
  mutantOf("twice", endpoint, "all", "it happens twice", async (call, fetch) => {
    const response = await fetch(resent(call));
    if (response.status === 200) await fetch(resent(call));
    return response;
  }),
);

/** It is stored, and shows only after the next change. */
export const stale: readonly OperatorMutant[] = endpointNames
  .filter((endpoint) => endpointRow(endpoint).method === "GET")
  .map((endpoint) => ({
    ...{
      id: `stale:${endpoint}:all`,
      operator: "stale",
      endpoint,
      about: `${endpoint} answers as before the last change`,
    },
    apply: (fetch, mock) => {
      let before = mock.snapshot();
      const plain = mutantOf("stale", endpoint, "all", "", async (call) => {
        const now = mock.snapshot();
        mock.restore(before);
        const response = await fetch(resent(call));
        mock.restore(now);
        return response;
      }).apply(fetch, mock);
      return async (request) => {
        const isChange = request.method !== "GET";
        const now = mock.snapshot();
        const response = await plain(request);
        if (isChange && response.status === 200) before = now;
        return response;
      };
    },
  }));

/** A part of what is remembered is not kept: a table goes back to what it was. */
const parts = ["licenses", "devices", "users", "seats", "features", "variables", "trials"] as const;

export const halfStored: readonly OperatorMutant[] = changing.flatMap((endpoint) =>
  parts.map((part) =>
    mutantOf("not stored", endpoint, part, `what it does to ${part} is forgotten`, async (call, fetch, mock) => {
      const before = mock.snapshot();
      const response = await fetch(resent(call));
      if (response.status !== 200) return response;
      const after = mock.snapshot();
      const tables = { ...after.tables, [part]: before.tables[part] };
      const lookups = { ...after.lookups, [part]: before.lookups[part] };
      mock.restore({ ...after, tables, lookups } as typeof after);
      return response;
    }),
  ),
);
