import { fromBase64 } from "../../api/base64.ts";
import { secretFields } from "../../api/secret-fields.ts";
import type { Target, TargetRole } from "../target.ts";

export { secretFields };

/** Hides secrets in a text: those of the target by their value, others by the field they stand in. */
export type Mask = (text: string) => string;

/** Makes a mask for a target. */
export function createMask({ credentials, roles }: Target): Mask {
  const secrets = new Map<string, string>();
  for (const [name, value] of Object.entries(credentials)) if (name !== "apiKey") secrets.set(value, name);
  for (const role of Object.values(roles).flat()) {
    for (const [name, value] of secretsOf(role)) secrets.set(value, name);
  }
  const longestFirst = [...secrets].sort(([one], [other]) => other.length - one.length);
  return (text) => {
    let masked = maskByPlace(text);
    for (const [secret, name] of longestFirst) {
      masked = masked.replaceAll(secret, shown(name)).replaceAll(encodeURIComponent(secret), shown(name));
    }
    return masked;
  };
}

/** Hides what stands where secrets stand, whatever its value. */
export function maskByPlace(text: string): string {
  return maskHeaders(maskFields(text));
}

/** A secret shorter than this may stand in a text by chance; it is hidden by its field only. */
const shortest = 6;

function secretsOf(role: TargetRole | undefined): [name: string, value: string][] {
  return Object.entries(role ?? {}).filter(
    (entry): entry is [string, string] =>
      secretFields.includes(entry[0]) && typeof entry[1] === "string" && entry[1].length >= shortest,
  );
}

function shown(name: string): string {
  return `[${name}]`;
}

/** In JSON and in a query. `code` is a secret beside a customer account only; features and errors have a code too. */
function maskFields(text: string): string {
  const hasCode = text.includes("customer_account_code");
  const names = secretFields.filter((name) => name !== "code" || hasCode).join("|");
  return text
    .replace(new RegExp(`"(${names})":\\s*"(?:[^"\\\\]|\\\\.)*"`, "g"), (_whole, name) => `"${name}":"${shown(name)}"`)
    .replace(new RegExp(`([?&])(${names})=[^&\\s]*`, "g"), (_whole, mark, name) => `${mark}${name}=${shown(name)}`);
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
