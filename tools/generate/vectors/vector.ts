import type { Vector } from "../../../src/generated/types.ts";

/** What a vector should come to, and why. */
export type Verdict = Pick<Vector, "accept" | "flag" | "reason" | "source">;

/** What a vector gives besides what all vectors say. */
export type InputsOf<V extends Vector> = Omit<V, keyof Vector>;

/** The number of a vector, what it tests, its verdict and its inputs. A number is given once: what goes leaves a gap. */
export type Row<Inputs extends object> = readonly [number: number, name: string, verdict: Verdict, inputs: Inputs];

/** A verdict that a page fixes, or the nature of signatures. */
export const mustAccept = (source: string, reason: string): Verdict => ({
  accept: true,
  flag: "must",
  reason,
  source,
});
/** A refusal that a page fixes, or the nature of signatures. */
export const mustRefuse = (source: string, reason: string): Verdict => ({
  accept: false,
  flag: "must",
  reason,
  source,
});
/** What no page fixes, and every client that is known accepts. */
export const observedAccept = (reason: string, source: string = sources.clients): Verdict => ({
  accept: true,
  flag: "observed",
  reason,
  source,
});
/** What no page fixes, and every client that is known refuses. */
export const observedRefuse = (reason: string, source: string = sources.clients): Verdict => ({
  accept: false,
  flag: "observed",
  reason,
  source,
});
/** What no page fixes, and this kit accepts. */
export const mayAccept = (reason: string, source = "assumed"): Verdict => ({
  accept: true,
  flag: "may",
  reason,
  source,
});
/** What no page fixes, and this kit refuses. */
export const mayRefuse = (reason: string, source = "assumed"): Verdict => ({
  accept: false,
  flag: "may",
  reason,
  source,
});

/** The pages that verdicts rest on, and what needs no page. */
export const sources = {
  request: "documented: request-signature",
  authorization: "documented: api-key-authorization",
  v1: "documented: response-signature",
  v2: "documented: response-signature-v2",
  offline: "documented: activate-license-offline-method",
  bundle: "documented: check-bundle",
  bundleOffline: "documented: activate-bundle-offline",
  errors: "documented: error-responses",
  release: "documented: deactivate-license",
  inviolable: "inviolable",
  clients: "observed: clients compute it so",
} as const;

/** Rows as the vectors of a kind, each with its id: the kind and three digits. */
export function vectorsOf<Inputs extends object>(kind: string, rows: readonly Row<Inputs>[]): (Vector & Inputs)[] {
  const vectors = rows.map(([number, name, verdict, inputs]) => ({
    id: `${kind}-${String(number).padStart(3, "0")}`,
    name,
    ...verdict,
    ...inputs,
  }));
  const twice = vectors.find(({ id }, at) => vectors.findIndex((other) => other.id === id) !== at);
  if (twice) throw new Error(`${twice.id} is given twice, the second time to ${JSON.stringify(twice.name)}`);
  return vectors;
}

/** What stands at the head of a file of vectors. */
export function headOf(kind: string, about: string): { $schema: string; about: string; origin: string } {
  const origin = "made for this project with its test key, by OpenSSL; nothing of it comes from the service";
  return { $schema: `../../schemas/vectors/${kind}.json`, about, origin };
}
