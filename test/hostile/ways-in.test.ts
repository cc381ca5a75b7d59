import { expect, test } from "vitest";
import { waysIn } from "./ways-in/index.ts";

// Whatever comes in gets an answer or a clear complaint, by every way in. HOSTILE_SEED=<seed> plays the same again.
const seed = Number(process.env.HOSTILE_SEED ?? 20_261_129);

let played = 0;

test.each(waysIn)("$name: $few inputs near valid ones are taken or refused in clear words", async ({ play, few }) => {
  played += await play(seed, few);
});

test("all of them together are twenty thousand and more", () => {
  expect(played).toBeGreaterThanOrEqual(20_000);
});
