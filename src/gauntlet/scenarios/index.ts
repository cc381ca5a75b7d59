import type { Scenario } from "../scenario.ts";
import { clocksAndCopies } from "./clocks-and-copies.ts";
import { counting } from "./counting.ts";
import { forgedAnswers } from "./forged-answers.ts";
import { hostileBodies } from "./hostile-bodies.ts";
import { keptLicenses } from "./kept-licenses.ts";
import { lawfulAnswers } from "./lawful-answers.ts";
import { manners } from "./manners.ts";
import { offlineActivation } from "./offline-activation.ts";
import { refusals } from "./refusals.ts";
import { seats } from "./seats.ts";
import { troubles } from "./trouble.ts";

/** Every scenario. */
export const scenarios: readonly Scenario[] = [
  ...forgedAnswers,
  ...hostileBodies,
  ...clocksAndCopies,
  ...offlineActivation,
  ...refusals,
  ...troubles,
  ...lawfulAnswers,
  ...keptLicenses,
  ...manners,
  ...counting,
  ...seats,
];
