import { validate } from "../../api/validate.ts";
import type { WorldFile } from "../../generated/types.ts";

/**
 * A value as a world file.
 *
 * @throws an error that names the first place that does not fit, what was found and what was expected.
 */
export function requireWorldFile(value: unknown): WorldFile {
  const [first, ...others] = validate("world", value);
  if (!first) return value as WorldFile;
  const more = others.length > 0 ? ` (and ${others.length} more)` : "";
  throw Object.assign(new Error(`${first.path || "/"}: ${first.message}, found ${found(value, first.path)}${more}`), {
    name: "WorldFileError",
  });
}

function found(value: unknown, pointer: string): string {
  let at = value;
  for (const step of pointer.split("/").slice(1)) {
    at = (at as Record<string, unknown> | null | undefined)?.[step.replace(/~1/g, "/").replace(/~0/g, "~")];
  }
  return at === undefined ? "nothing" : (JSON.stringify(at) ?? typeof at).slice(0, 80);
}
