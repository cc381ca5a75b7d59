/**
 * What an expectation rests on. `inviolable`: true of any such service, whatever its documents say. `documented: PAGE`:
 * this page says just this. `declared: WHERE`: the user has said that this target does so. `ours`: the team that runs the
 * cases has written it down in a case of its own. `observed: WHAT`: seen in public samples or clients, promised by nobody.
 * `assumed`: our choice where sources are silent or disagree.
 */
export type Evidence =
  | "inviolable"
  | `documented: ${string}`
  | `declared: ${string}`
  | "ours"
  | `observed: ${string}`
  | "assumed";

/** The kinds, strongest first. */
export const evidenceKinds = ["inviolable", "documented", "declared", "ours", "observed", "assumed"] as const;

/** An evidence without the name of its source. */
export type EvidenceKind = (typeof evidenceKinds)[number];

/** The kind of an evidence. */
export function kindOfEvidence(evidence: Evidence): EvidenceKind {
  return evidence.split(":", 1)[0] as EvidenceKind;
}
