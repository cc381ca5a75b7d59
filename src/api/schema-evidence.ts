import type { Evidence } from "./evidence.ts";
import { type Finding, type SchemaName, validate } from "./validate.ts";

/** A finding with what the keyword that failed rests on. */
export interface EvidencedFinding extends Finding {
  readonly place: string;
  readonly evidence: Evidence;
  readonly contradicted?: Evidence;
}

/** Every way in which a value misses a schema, each with its evidence. */
export function findingsWithEvidence(schema: SchemaName, value: unknown): EvidencedFinding[] {
  return validate(schema, value).map((finding) => ({
    ...finding,
    place: `${schema}.json#${finding.path}`,
    evidence: "documented: provisional",
  }));
}

/** What the constraints of a schema rest on, each evidence once. */
export function layersOf(_schema: SchemaName): Evidence[] {
  return ["documented: provisional"];
}
