import type { OperatorMutant } from "../mutant.ts";
import { spoiltFields } from "./fields.ts";
import { leakedSecrets, otherForms, sometimes } from "./form.ts";
import { doubledParameters, ignoredParameters, misreadParameters } from "./parameters.ts";
import { weakOfflineProofs, weakProofs } from "./proof.ts";
import { races } from "./race.ts";
import { widerEffects, wrongRecords, wrongSubjects } from "./records.ts";
import { actedInSpite, otherCodes, otherOrders, otherStatuses, skippedRules } from "./rules.ts";
import { lastHeaders, wrongHeaders, wrongInside } from "./signatures.ts";
import { halfStored, notStored, stale, twice } from "./state.ts";
import { otherZones, shiftedClocks } from "./time.ts";
import { tokenMutants } from "./tokens.ts";

/** Every faulty server that the operators make. */
export const corpus: readonly OperatorMutant[] = [
  ...ignoredParameters,
  ...misreadParameters,
  ...doubledParameters,
  ...skippedRules,
  ...actedInSpite,
  ...otherCodes,
  ...otherStatuses,
  ...otherOrders,
  ...wrongRecords,
  ...wrongSubjects,
  ...widerEffects,
  ...notStored,
  ...halfStored,
  ...twice,
  ...stale,
  ...spoiltFields,
  ...weakProofs,
  ...weakOfflineProofs,
  ...wrongHeaders,
  ...lastHeaders,
  ...wrongInside,
  ...otherForms,
  ...leakedSecrets,
  ...shiftedClocks,
  ...otherZones,
  ...races,
  ...sometimes,
  ...tokenMutants,
];
