import { activating } from "./activating.ts";
import { later } from "./later.ts";
import { moving } from "./moving.ts";
import { reading } from "./reading.ts";
import type { Step } from "./step.ts";
import { trying } from "./trying.ts";

/** Calls by what happens in them, each over the rows that those before it in its chapter have left. */
export const story: Readonly<Record<string, readonly Step[]>> = {
  "as the world begins": reading,
  "as counters move": moving,
  "as devices come and go": activating,
  "as trials are made": trying,
  "as time goes by": later,
};
