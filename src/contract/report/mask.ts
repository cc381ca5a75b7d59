import { fromBase64 } from "../../api/base64.ts";
import { secretFields } from "../../api/secret-fields.ts";
import type { Target, TargetRole } from "../target.ts";

export { secretFields };

/** Hides what is not everybody's business in a text: what the target file knows by its value, the rest by its place. */
export type Mask = (text: string) => string;

/** What a mask leaves open. */
export interface MaskOptions {
  /** Whether license keys and email addresses are shown. @default false */
  readonly showIdentities?: boolean;
}

/** Fields that say whose license it is: no secrets among colleagues, but nothing to send around. */
const identityFields: readonly string[] = ["license_key", "username", "email", "license_user", "customer"];

/** Makes a mask for a target. A license key of a role is shown as the role's name. */
export function createMask({ credentials, roles }: Target, { showIdentities = false }: MaskOptions = {}): Mask {
  const hidden = new Map<string, string>();
  const fields = showIdentities ? secretFields : [...secretFields, ...identityFields];
  for (const [name, role] of Object.entries(roles)) {
    for (const one of [role].flat())
      for (const [field, value] of valuesOf(one, fields)) hidden.set(value, `${name}.${field}`);
  }
  for (const [name, value] of Object.entries(credentials)) if (name !== "apiKey") hidden.set(value, name);
  const longestFirst = [...hidden].sort(([one], [other]) => other.length - one.length);
  return (text) => {
    let masked = text;
    for (const [value, name] of longestFirst) {
      masked = masked.replaceAll(value, shown(name)).replaceAll(encodeURIComponent(value), shown(name));
    }
    masked = maskHeaders(maskFields(masked, fields));
    return showIdentities ? masked : maskStrangers(masked);
  };
}

/** Hides what stands where secrets stand, whatever its value. */
export function maskByPlace(text: string): string {
  return maskHeaders(maskFields(text, secretFields));
}

/** A text shorter than this may stand in another by chance; it is hidden by its field only. */
const shortest = 6;

function valuesOf(role: TargetRole | undefined, fields: readonly string[]): [name: string, value: string][] {
  return Object.entries({ ...role, ...role?.facts }).filter(
    (entry): entry is [string, string] =>
      fields.includes(entry[0]) && typeof entry[1] === "string" && entry[1].length >= shortest,
  );
}

function shown(name: string): string {
  return `[${name}]`;
}

/** In JSON and in a query. `code` is a secret beside a customer account only; features and errors have a code too. */
function maskFields(text: string, fields: readonly string[]): string {
  const hasCode = text.includes("customer_account_code");
  const names = fields.filter((name) => name !== "code" || hasCode).join("|");
  return text
    .replace(
      new RegExp(`"(${names})":(\\s*)"(?!\\[)(?:[^"\\\\]|\\\\.)+"`, "gi"),
      (_whole, name, blank) => `"${name}":${blank}"${shown(name)}"`,
    )
    .replace(
      new RegExp(`([?&])(${names})=(?!\\[|%5B)[^&\\s]+`, "gi"),
      (_whole, mark, name) => `${mark}${name}=${shown(name)}`,
    );
}

/** Keys and addresses that the target file does not know, as of somebody whose license came in an answer. */
function maskStrangers(text: string): string {
  return text
    .replace(/\b(the license key) (?!\[)\S+/g, "$1 [license_key]")
    .replace(/\b(the user) (?!\[)\S+/g, "$1 [user]")
    .replace(/[\p{L}\p{N}._%+-]+(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, "[email]");
}

function maskHeaders(text: string): string {
  return text
    .replace(/\bsignature="[^"]*"/g, 'signature="[signature]"')
    .replace(/\b(Bearer) [A-Za-z0-9._~+/=-]+/g, "$1 [access_token]")
    .replace(/\b(apikey="[^"]{8})[^"]*"/gi, '$1…"');
}

/** The text of a request's body as people can read it: an offline request comes in base64. */
export function readableBody(text: string): string {
  if (!/^[A-Za-z0-9+/=\s]{40,}$/.test(text)) return text;
  const bytes = fromBase64(text);
  const decoded = bytes && new TextDecoder().decode(bytes);
  return decoded?.startsWith("{") ? `(in base64) ${decoded}` : text;
}
