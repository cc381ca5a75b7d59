import { expect, test } from "vitest";
import { waysIn } from "./ways-in/index.ts";

// The same as ways-in.test.ts with many more inputs. HOSTILE_SEED=<seed> plays the same again.
const seed = Number(process.env.HOSTILE_SEED ?? 20_261_130);

/** What hostile.test.ts sends to the API through sockets. */
const throughSockets = 6_000;

let played = throughSockets;

test.each(waysIn)(
  "$name: $many inputs near valid ones are taken or refused in clear words",
  async ({ play, many }) => {
    played += await play(seed, many);
  },
  600_000,
);

test("together with those through sockets they are half a million and more", () => {
  expect(played).toBeGreaterThanOrEqual(500_000);
});
