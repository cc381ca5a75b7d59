import { secretName } from "../../api/secret-names.ts";
import { pointerStep } from "../../api/text-at-pointer.ts";
import { placeholdersIn, readPlaceholder } from "../fill-placeholders.ts";
import { meant } from "../require-case-file.ts";
import { wrong } from "../require-shape.ts";

/** What placeholders may name. */
export interface KnownNames {
  /** What calls before have kept, with where; `nothing` where no answer is at hand. */
  readonly kept: ReadonlyMap<string, string> | "nothing";
  /** @default any role */
  readonly roles?: readonly string[] | undefined;
}

/** What a recording hides, before its number or its user, as in `{{license_key:1}}`. */
const pseudonyms = ["license_key", "username"];

/** Requires that something stands behind each placeholder of a value. */
export function requirePlaceholders(value: unknown, place: string, known: KnownNames): void {
  if (typeof value === "object" && value !== null) {
    for (const [name, one] of Object.entries(value)) requirePlaceholders(one, place + pointerStep(name), known);
  }
  if (typeof value !== "string") return;
  if (value.replace(/\{\{[^{}]+\}\}/g, "").includes("{{")) throw wrong(place, value, "two braces around each name");
  for (const text of placeholdersIn(value)) requireName(text, place, known);
}

function requireName(text: string, place: string, { kept, roles }: KnownNames): void {
  const placeholder = readPlaceholder(text);
  const shown = `{{${text}}}`;
  if (placeholder.kind === "field") {
    if (!roles || roles.includes(placeholder.role)) return;
    throw wrong(place, shown, `a role of the target file or of this kit${meant(placeholder.role, roles)}`);
  }
  if (placeholder.kind === "fresh" || isRecorded(text)) return;
  const [prefix = "", subject] = text.split(":");
  if (subject !== undefined) {
    const prefixes = ["fresh", ...pseudonyms, "password"];
    throw wrong(place, shown, `{{fresh:NAME}}, or what a recording hides${meant(prefix, prefixes)}`);
  }
  if (kept === "nothing") {
    throw wrong(place, shown, "a field of a role or {{fresh:NAME}}, as an undo must be possible after a crash too");
  }
  if (kept.has(text)) return;
  const names = [...kept.keys()];
  const list = names.length === 0 ? "and none does" : `like ${names.join(", ")}`;
  throw wrong(place, shown, `a name that an earlier call keeps, ${list}${meant(text, names)}`);
}

/** Whether a recording has such a placeholder, which the target file or --values fills. */
function isRecorded(text: string): boolean {
  const [name = "", subject] = text.split(/:(.*)/s);
  if (subject !== undefined && pseudonyms.includes(name)) return true;
  return name === "apiKey" || secretName(name, "request") !== undefined;
}
