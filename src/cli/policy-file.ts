import { completePolicies, type Policies } from "../api/policies.ts";
import { shortText } from "../api/text-at-pointer.ts";
import { readJson } from "./read-file.ts";
import { asUsage } from "./usage-error.ts";

/**
 * The policies of a file, none where none is named.
 *
 * @throws a usage error that names the file, the policy, what was found and what was expected
 */
export function readPolicies(file: string | undefined): Partial<Policies> {
  if (file === undefined) return {};
  const value = readJson(file, "--policy-file");
  return asUsage(`--policy-file ${file}`, () => completePolicies(requireObject(value)));
}

function requireObject(value: unknown): Partial<Policies> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new Error(`found ${shortText(value)}, expected an object of policies`);
}
