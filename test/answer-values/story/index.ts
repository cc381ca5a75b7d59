import { activating } from "./activating.ts";
import { later } from "./later.ts";
import { moving } from "./moving.ts";
import { reading } from "./reading.ts";
import type { Step } from "./step.ts";
import { trying } from "./trying.ts";

/** All calls, one after the other, over the rows that the calls before have left. */
export const story: readonly Step[] = [...reading, ...moving, ...activating, ...trying, ...later];
