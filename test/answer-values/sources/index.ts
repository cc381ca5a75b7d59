import type { Table } from "../expected-answer.ts";
import { answers } from "./answers.ts";
import { features } from "./features.ts";
import { licenses } from "./licenses.ts";
import { people } from "./people.ts";
import { products } from "./products.ts";
import { type OfTrial, trials } from "./trials.ts";

/** Where every field of every answer comes from, by the file of its shape. */
export const table: Table = {
  sources: { ...answers, ...features, ...licenses, ...people, ...products, ...trials },
  shown: {
    "trial-license-new.json": ({ isNew }: OfTrial) => isNew,
    "trial-license-existing.json": ({ isNew }: OfTrial) => !isNew,
  },
};
