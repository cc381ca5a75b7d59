import { endpointNames } from "../../../src/api/endpoints.ts";
import type { OperatorMutant } from "../mutant.ts";
import { type Reply, resigned } from "../reply.ts";
import { bodyWith } from "./fields.ts";
import { mutantOf, replyMutant, resent } from "./operator.ts";

const hour = 3_600_000;

/** How far a server's clock is from the right time, for all that its rules judge. */
const shifts: Readonly<Record<string, number>> = {
  "an hour ahead": hour,
  "an hour behind": -hour,
  "a day ahead": 24 * hour,
  "a day behind": -24 * hour,
  "ninety days ahead": 90 * 24 * hour,
  "ninety days behind": -90 * 24 * hour,
};

/** Rules judge by another moment than now. */
export const shiftedClocks: readonly OperatorMutant[] = endpointNames.flatMap((endpoint) =>
  Object.entries(shifts).map(([name, ms]) =>
    mutantOf("time", endpoint, name, `rules judge by a clock that is ${name}`, async (call, fetch, { clock }) => {
      const now = clock.now();
      clock.freeze(now + ms);
      const response = await fetch(resent(call));
      clock.freeze(now);
      return response;
    }),
  ),
);

/** Moments in answers are those of another zone. */
export const otherZones: readonly OperatorMutant[] = endpointNames.map((endpoint) =>
  replyMutant("time", endpoint, "another zone", "moments are those of another zone", async (reply, call) => {
    const made = bodyWith(reply, shifted);
    return made === undefined || made.text === reply.text ? reply : resigned(made as Reply, call);
  }),
);

function shifted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shifted);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shifted(item)]));
  }
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}T.*Z$/.test(value)) return value;
  return new Date(Date.parse(value) + 5 * hour).toISOString().replace(/\.000Z$/, "Z");
}
