import { InputError } from "../../api/input-error.ts";
import { nearestName } from "../../api/nearest-name.ts";
import { type Finding, validate } from "../../api/validate.ts";
import { worldFields } from "../../generated/fields.ts";
import type { RowSchema } from "../world/rows/row-kind.ts";

/**
 * Refuses a row that breaks its schema.
 *
 * @throws an error that names the first place, what was expected, what was found, and the nearest name of a field that
 * there is not.
 */
export function judgeRow(row: object, schema: RowSchema, place: string): void {
  const [first] = validate(schema, row);
  if (!first) return;
  const steps = first.path.split("/").slice(1);
  const where = place + steps.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`)).join("");
  throw new InputError(`${where}: ${expectation(first, schema, steps)}, found ${found(row, steps)}`);
}

function expectation({ kind, message }: Finding, schema: string, steps: readonly string[]): string {
  if (kind !== "undocumented") return message;
  const names = Object.keys(worldFields[schemaAt(schema, steps.slice(0, -1))] ?? {});
  return `is no field${suggestion(steps.at(-1) as string, names)}`;
}

/** What a name that is none was meant to be. */
export function suggestion(name: string, names: readonly string[]): string {
  const near = nearestName(name, names);
  return near === undefined ? ` (there are ${names.join(", ")})` : `, did you mean ${near}?`;
}

/** Schema of what stands at a path; what belongs to no row has none. */
function schemaAt(schema: string, steps: readonly string[]): string {
  const named = steps.filter((step) => !/^\d+$/.test(step));
  return named.reduce((at, step) => worldFields[at]?.[step] ?? "", schema);
}

function found(row: unknown, steps: readonly string[]): string {
  let at = row;
  for (const step of steps) at = (at as Record<string, unknown> | null | undefined)?.[step];
  return at === undefined ? "nothing" : (JSON.stringify(at) ?? typeof at).slice(0, 80);
}
