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
}

/** Whether a value fits a schema. */
export function isValid(schema: SchemaName, value: unknown): boolean {
  return validators[schema](value);
}

/** Every way in which a value misses a schema, in the schema's order; none where it fits. */
export function validate(schema: SchemaName, value: unknown): Finding[] {
  const validator = validators[schema];
  if (validator(value)) return [];
  const isRequest = schema.endsWith(".request");
  return (validator.errors ?? []).flatMap((error) => toFinding(error, isRequest));
}

/** Keywords that only sum up other errors. */
const summaries = new Set(["if", "allOf"]);

function toFinding({ keyword, instancePath, schemaPath, params }: SchemaError, isRequest: boolean): Finding[] {
  if (summaries.has(keyword)) return [];
  if (keyword === "required") {
    if (isRequest && schemaPath.includes("/anyOf/")) return [];
    const path = `${instancePath}/${params.missingProperty}`;
    return [{ kind: "missing", path, message: "is missing" }];
  }
  if (isRequest && keyword === "anyOf" && instancePath === "") {
    return [{ kind: "identification", path: "", message: "nothing says whose license is meant" }];
  }
  const unknown = params.unevaluatedProperty ?? params.additionalProperty;
  if (unknown !== undefined) {
    return [{ kind: "undocumented", path: `${instancePath}/${unknown}`, message: "is not documented" }];
  }
  const kind = keyword === "enum" || keyword === "const" ? "value" : "invalid";
  return [{ kind, path: instancePath, message: expectation(keyword, params) }];
}

function expectation(keyword: string, params: Record<string, unknown>): string {
  if (keyword === "type") return `must be ${list(params.type)}`;
  if (keyword === "enum") return `must be one of ${list(params.allowedValues)}`;
  if (keyword === "const") return `must be ${JSON.stringify(params.allowedValue)}`;
  if (keyword === "pattern") return `must match ${params.pattern}`;
  if (keyword === "minimum") return `must not be below ${params.limit}`;
  if (keyword === "maximum") return `must not be above ${params.limit}`;
  if (["minLength", "minItems", "minProperties"].includes(keyword)) return "must not be empty";
  if (keyword === "not") return "holds values that exclude each other";
  if (keyword === "false schema") return "must not be here";
  return `breaks the rule ${keyword}`;
}

function list(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => value ?? "null").join(" or ") : String(values);
}
