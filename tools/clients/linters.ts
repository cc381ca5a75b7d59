/** Rules of Spectral and Redocly that are off, each with the reason; by the descriptions that it holds for. */
interface RuleOff {
  readonly rule: string;
  readonly of: readonly string[];
  readonly reason: string;
}

const all = ["openapi.json", "openapi.client.json", "control-openapi.json"];

/** What Spectral's rules for OpenAPI ask for and these descriptions do not have. */
export const spectralOff: readonly RuleOff[] = [
  { rule: "info-contact", of: all, reason: "the authors have no address" },
  { rule: "operation-description", of: ["control-openapi.json"], reason: "the summary of an operation says all of it" },
  {
    rule: "array-items",
    of: ["openapi.json", "control-openapi.json"],
    reason: "only OpenAPI 3.0 demands `items`; a list without them holds anything",
  },
  {
    rule: "oas3-unused-component",
    of: ["openapi.json"],
    reason: "the schemas of whole queries say which parameters go together, which parameters cannot",
  },
];

/** The same of Redocly's recommended rules. */
export const redoclyOff: readonly RuleOff[] = [
  { rule: "no-unused-components", of: ["openapi.json"], reason: "as oas3-unused-component of Spectral" },
  {
    rule: "no-required-schema-properties-undefined",
    of: ["openapi.json"],
    reason: "a condition requires members that another layer of the same schema defines",
  },
];

/** The names of the rules that are off for a description. */
export function offFor(description: string, rules: readonly RuleOff[]): string[] {
  return rules.filter(({ of }) => of.includes(description)).map(({ rule }) => rule);
}
