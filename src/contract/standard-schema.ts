import { type SchemaName, violations } from "../api/validate.ts";

/** A schema as every tool reads it that follows the Standard Schema specification, version 1. */
export interface StandardSchema {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "license-api-kit";
    validate(value: unknown): { readonly value: unknown } | { readonly issues: readonly StandardIssue[] };
  };
}

/** What is wrong with a value, and where. */
export interface StandardIssue {
  readonly message: string;
  readonly path: readonly string[];
}

/**
 * A schema of the API for tools that take Standard Schemas, as vitest's `expect.schemaMatching`.
 *
 * @param name file name of the schema without `.json`, as in `check-license.response`
 */
export function standardSchema(name: SchemaName): StandardSchema {
  return {
    "~standard": {
      version: 1,
      vendor: "license-api-kit",
      validate: (value) => {
        const findings = violations(name, value);
        if (findings.length === 0) return { value };
        return {
          issues: findings.map(({ path, message }) => ({
            message: `${path || "the value"} ${message} (${name}.json)`,
            path: path.split("/").slice(1),
          })),
        };
      },
    },
  };
}
