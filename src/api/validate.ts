import { contradictions } from "../generated/contradictions.ts";
import { type SchemaError, type SchemaName, validators } from "../generated/validators.ts";

export type { SchemaName };

/** One way in which a value misses its schema. */
export interface Finding {
  /**
   * `missing`: a required field is not there. `identification`: none of the ways to identify is complete.
   * `undocumented`: a field that the schema does not know. `value`: none of the values that are listed for it. `invalid`:
   * anything else.
   */
  readonly kind: "missing" | "identification" | "undocumented" | "value" | "invalid";
  /** Where, as a JSON pointer; of the missing or unknown field itself. */
  readonly path: string;
  /** What was expected there. */
  readonly message: string;
  /** The keyword of JSON Schema that failed. */
  readonly keyword: string;
  /** Where that keyword stands: `FILE.json#/POINTER/KEYWORD`, the file being that of the schema that holds it. */
  readonly place: string;
}

/** What contradicts a schema: another document, or what was observed. */
export type Contradiction = "documented" | "observed";

/** Whether a value fits all layers of a schema. */
export function isValid(schema: SchemaName, value: unknown): boolean {
  return validators[schema](value);
}

/** Every way in which a value misses a schema, in the schema's order, and what several layers say once. */
export function validate(schema: SchemaName, value: unknown): Finding[] {
  return saidOnce(allFindings(schema, value));
}

/**
 * The same without what other sources contradict: what is wrong whichever of them is right.
 *
 * @param heeded which contradictions excuse a value. @default both
 */
export function violations(
  schema: SchemaName,
  value: unknown,
  heeded: readonly Contradiction[] = ["documented", "observed"],
): Finding[] {
  const isContradicted = (finding: Finding) =>
    contradictablePlaces(finding).some((place) => heeded.some((kind) => contradictions[kind].has(place)));
  return saidOnce(allFindings(schema, value).filter((finding) => !isContradicted(finding)));
}

/** What every layer of a schema finds by itself. */
export function allFindings(schema: SchemaName, value: unknown): Finding[] {
  const validator = validators[schema];
  if (validator(value)) return [];
  const kind = schema.split(".").pop();
  const findings = (validator.errors ?? []).flatMap((error) => toFinding(error, kind));
  const particular = new Set(findings.filter((one) => !isSummary(one)).map((one) => one.place));
  return findings.filter((one) => !isSummary(one) || !isSaidInParticular(one, particular));
}

/** The places under which a contradiction of a finding may stand: of the keyword, or of the one member that it names. */
export function contradictablePlaces({ kind, path, place }: Finding): string[] {
  if (kind !== "missing" && kind !== "undocumented") return [place];
  return [place, `${place}/${path.slice(path.lastIndexOf("/") + 1)}`];
}

function saidOnce(findings: readonly Finding[]): Finding[] {
  const said = new Set<string>();
  return findings.filter(({ path, message }) => said.size < said.add(`${path} ${message}`).size);
}

function isSummary({ keyword }: Finding): boolean {
  return keyword === "anyOf" || keyword === "oneOf";
}

/** Whether findings say in particular what a summary says in general. Of their places there are few, however many they are. */
function isSaidInParticular({ kind, place }: Finding, particular: ReadonlySet<string>): boolean {
  return kind !== "identification" && [...particular].some((other) => other.startsWith(`${place}/`));
}

function toFinding({ instancePath, place, params }: SchemaError, schemaKind: string | undefined): Finding[] {
  const keyword = place.slice(place.lastIndexOf("/") + 1);
  const found = (kind: Finding["kind"], path: string, message: string) => [{ kind, path, message, keyword, place }];
  // These only sum up other errors
  if (keyword === "if" || keyword === "allOf") return [];
  const isWire = schemaKind === "request" || schemaKind === "response";
  const isAlternative = isWire && /\/(anyOf|oneOf)\/\d+\/\w+$/.test(place);
  if (keyword === "required" || (isWire && keyword === "dependentRequired")) {
    return isAlternative ? [] : found("missing", `${instancePath}/${params.missingProperty}`, "is missing");
  }
  if (isAlternative && params.type === "null") return [];
  if (schemaKind === "request" && keyword === "anyOf" && instancePath === "") {
    return found("identification", "", "nothing says whose license is meant");
  }
  const unknown = params.unevaluatedProperty ?? params.additionalProperty;
  if (unknown !== undefined) return found("undocumented", `${instancePath}/${unknown}`, "is not documented");
  const kind = keyword === "enum" || keyword === "const" ? "value" : "invalid";
  return found(kind, instancePath, expectation(keyword, params));
}

function expectation(keyword: string, params: Record<string, unknown>): string {
  if (keyword === "type") return `must be ${list(params.type)}`;
  if (keyword === "enum") return `must be one of ${list(params.allowedValues)}`;
  if (keyword === "const") return `must be ${JSON.stringify(params.allowedValue)}`;
  if (keyword === "pattern") return `must match ${params.pattern}`;
  if (keyword === "format") return `must be ${formats[String(params.format)] ?? params.format}`;
  if (keyword === "minimum") return `must not be below ${params.limit}`;
  if (keyword === "maximum") return `must not be above ${params.limit}`;
  if (["minLength", "minItems", "minProperties"].includes(keyword)) return "must not be empty";
  if (keyword === "not") return "holds values that exclude each other";
  if (keyword === "false schema") return "must not be here";
  if (keyword === "oneOf")
    return params.passingSchemas ? "holds what excludes each other" : "lacks one of its alternatives";
  return `breaks the rule ${keyword}`;
}

const formats: Readonly<Record<string, string>> = {
  date: "a day, like 2026-01-31",
  "date-time": "a moment, like 2026-01-31T12:00:00.000Z",
  "iso-date-time": "a moment, like 2026-01-31T12:00:00.000Z",
  email: "an email address",
};

function list(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => value ?? "null").join(" or ") : String(values);
}
