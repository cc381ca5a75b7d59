import { endpointNames } from "../../../src/api/endpoints.ts";
import type { OperatorMutant } from "../mutant.ts";
import { rememberingMutant, resent } from "./operator.ts";
import { changesState } from "./state.ts";

/**
 * Reads, waits and writes: calls that come while another is on its way each act on the state before any of them, and what
 * the last one stored stays.
 */
export const races: readonly OperatorMutant[] = endpointNames.filter(changesState).map((endpoint) =>
  rememberingMutant("race", endpoint, "all", "calls at the same time do not see each other", (mock) => {
    let underWay = 0;
    let before = mock.snapshot();
    let last: Promise<unknown> = Promise.resolve();
    return async (call, fetch) => {
      const meetsAnother = underWay > 0;
      if (!meetsAnother) before = mock.snapshot();
      underWay += 1;
      const own = last.then(() => {
        const lastId = mock.tables.lastId();
        if (meetsAnother) mock.restore(before);
        mock.tables.reserveId(lastId); // ids come from elsewhere, and are given out once
        return fetch(resent(call));
      });
      last = own.catch(() => {});
      return own.finally(() => {
        underWay -= 1;
      });
    };
  }),
);
