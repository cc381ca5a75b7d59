import { contradicted, evidence, layers } from "../generated/evidence.ts";
import { type Evidence, evidenceKinds, kindOfEvidence } from "./evidence.ts";
import { allFindings, contradictablePlaces, type Finding, type SchemaName } from "./validate.ts";

/** A finding with what the keyword that failed rests on. */
export interface EvidencedFinding extends Finding {
  readonly evidence: Evidence;
  /** What else was written or seen of it: then neither form is a failure. */
  readonly contradicted?: Evidence;
}

/**
 * Every way in which a value misses a schema of the wire, each with its evidence. What several layers say in the same
 * words of the same member is said once, with the strongest evidence that nothing contradicts.
 */
export function findingsWithEvidence(schema: SchemaName, value: unknown): EvidencedFinding[] {
  const best = new Map<string, EvidencedFinding>();
  for (const finding of allFindings(schema, value).map(withEvidence)) {
    const said = `${finding.path} ${finding.message}`;
    const before = best.get(said);
    if (!before || rank(finding) < rank(before)) best.set(said, finding);
  }
  return [...best.values()];
}

/**
 * The evidence of a keyword: that of the nearest annotated schema around it, in its own file. Schemas that are not of the
 * wire have none: what they say is our choice.
 *
 * @param place as findings have it
 */
export function evidenceAt(place: string): Evidence {
  const [file = "", pointer = ""] = place.split("#");
  const annotated = evidence[file] ?? {};
  const steps = pointer.split("/");
  while (steps.length > 1) {
    steps.pop();
    const found = annotated[steps.join("/")];
    if (found) return found as Evidence;
  }
  return "assumed";
}

/** What the constraints of a schema rest on, each evidence once; of a schema that is not of the wire, our choice alone. */
export function layersOf(schema: SchemaName): Evidence[] {
  return [...((layers[schema] ?? ["assumed"]) as readonly Evidence[])];
}

function withEvidence(finding: Finding): EvidencedFinding {
  const place = contradictablePlaces(finding).find((one) => Object.hasOwn(contradicted, one));
  const by = place && (contradicted[place] as Evidence);
  return { ...finding, evidence: evidenceAt(finding.place), ...(by && { contradicted: by }) };
}

/** Uncontradicted before contradicted, then the strongest first. */
function rank(finding: EvidencedFinding): number {
  const strength = evidenceKinds.indexOf(kindOfEvidence(finding.evidence));
  return finding.contradicted ? strength + evidenceKinds.length : strength;
}
