import { accessMutants } from "./access.ts";
import { bundleMutants } from "./bundles.ts";
import { contentMutants } from "./content.ts";
import { counterMutants } from "./counters.ts";
import { deviceMutants } from "./devices.ts";
import { envelopeMutants } from "./envelope.ts";
import { errorMutants } from "./errors.ts";
import { fieldMutants } from "./fields.ts";
import { listMutants } from "./lists.ts";
import type { WrittenMutant } from "./mutant.ts";
import { orderMutants } from "./order.ts";
import { seatMutants } from "./seats.ts";
import { signatureMutants } from "./signatures.ts";
import { userMutants } from "./users.ts";

/** Every mutant. */
export const mutants: readonly WrittenMutant[] = [
  ...envelopeMutants,
  ...errorMutants,
  ...fieldMutants,
  ...signatureMutants,
  ...accessMutants,
  ...counterMutants,
  ...deviceMutants,
  ...seatMutants,
  ...bundleMutants,
  ...userMutants,
  ...listMutants,
  ...orderMutants,
  ...contentMutants,
];
