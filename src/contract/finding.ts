/** One way in which a target breaks the contract. */
export interface Finding {
  /**
   * What was looked at. `network`: no answer came. `case`: what this case alone asks. `request`: what a client sent,
   * which only a proxy looks at.
   */
  readonly rule:
    | "status"
    | "code"
    | "schema"
    | "content-type"
    | "signature"
    | "embedded-signature"
    | "case"
    | "network"
    | "request";
  readonly found: string;
  readonly expected: string;
  /** Where that is written: a schema, or what the case rests on. */
  readonly written: string;
  /** Who is most likely to have to change something. */
  readonly suspect: "target" | "target file" | "contract" | "network" | "client";
}

/** Something that clients can live with, but that nobody documented: worth a look, no breach. */
export interface Drift {
  readonly kind: "undocumented-field" | "new-value" | "other-message";
  readonly message: string;
}

/** A finding in one line. */
export function sentenceOf({ found, expected }: Pick<Finding, "found" | "expected">): string {
  return expected === "" ? found : `${found}, expected ${expected}`;
}
