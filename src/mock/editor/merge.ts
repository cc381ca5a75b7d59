import { nullableFields } from "../../generated/fields.ts";

/** A change of a row: fields to set, null for those to remove. Objects in it are changed field by field in their turn. */
export type Patch<R> = { readonly [F in keyof R]?: PatchValue<NonNullable<R[F]>> | null };

type PatchValue<V> = V extends readonly unknown[]
  ? V
  : V extends object
    ? { readonly [F in keyof V]?: V[F] | null }
    : V;

/** Ids that state exactly what other fields name, and would overrule a new name. */
const exactly: Readonly<Record<string, string>> = {
  customer: "customerId",
  bundle: "bundleLicenseId",
  licenseKey: "licenseId",
  user: "licenseId",
};

/** A row after a change, which is as JSON has it: a merge patch, one level deep. */
export function mergeRow<R extends object>(row: R, patch: object): R {
  const merged = { ...row } as Record<string, unknown>;
  for (const [name, value] of Object.entries(patch)) {
    if (value === null && !nullableFields.has(name)) delete merged[name];
    else merged[name] = isPlain(value) ? mergeObject(merged[name], value) : value;
  }
  for (const [name, exact] of Object.entries(exactly)) {
    if (name in patch && !(exact in patch)) delete merged[exact];
  }
  return merged as unknown as R;
}

function mergeObject(before: unknown, patch: Record<string, unknown>): Record<string, unknown> {
  const merged = new Map(isPlain(before) ? Object.entries(before) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null && !nullableFields.has(name)) merged.delete(name);
    else merged.set(name, value);
  }
  return Object.fromEntries(merged);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
