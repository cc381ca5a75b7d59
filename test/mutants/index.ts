import { envelopeMutants } from "./envelope.ts";
import { errorMutants } from "./errors.ts";
import { fieldMutants } from "./fields.ts";
import type { Mutant } from "./mutant.ts";
import { signatureMutants } from "./signatures.ts";

/** Every mutant. */
export const mutants: readonly Mutant[] = [...envelopeMutants, ...errorMutants, ...fieldMutants, ...signatureMutants];
