import { InputError } from "../../api/input-error.ts";
import { textAtPointer } from "../../api/text-at-pointer.ts";
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
  throw new InputError(`${first.path || "/"}: ${first.message}, found ${textAtPointer(value, first.path)}${more}`);
}
