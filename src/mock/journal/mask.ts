import { secretFields as secrets } from "../../api/secret-fields.ts";

/** Stands in place of what must not be shown. */
const mask = "***";

/** In lower case: a name that is misspelt hides a secret just as well. */
const names = secrets.map((name) => name.toLowerCase());

/** In requests `code` is a single sign-on code; in answers it names errors, products and features. */
const secretFields = { request: new Set(names), answer: new Set(names.filter((name) => name !== "code")) };

/** Whether a text may name a field that holds a secret. */
const hasSecret = {
  request: new RegExp([...secretFields.request].join("|"), "i"),
  answer: new RegExp([...secretFields.answer].join("|"), "i"),
};

/** Which side sent something: not every name means the same on both. */
export type Side = keyof typeof secretFields;

/** A value with its secrets masked, however deep they are. */
export function maskValue(value: unknown, side: Side): unknown {
  if (Array.isArray(value)) return value.map((item) => maskValue(item, side));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, field]) => [
    name,
    isSecret(name, side) && field !== null ? mask : maskValue(field, side),
  ]);
  return Object.fromEntries(entries);
}

/** A body with its secrets masked: as it came where it has none, else as JSON or form written anew. */
export function maskBody(text: string, side: Side): string {
  if (!hasSecret[side].test(text) && !text.includes("\\u")) return text;
  try {
    return JSON.stringify(maskValue(JSON.parse(text), side));
  } catch {
    return maskBroken(maskQuery(text, side), side); // a form, or JSON that broke off
  }
}

function maskBroken(text: string, side: Side): string {
  return text.replace(/"(\w+)"\s*:\s*("(?:[^"\\]|\\.)*"?)/g, (whole, name: string) =>
    isSecret(name, side) ? `"${name}":"${mask}"` : whole,
  );
}

/** A query or form with its secrets masked. */
export function maskQuery(query: string, side: Side): string {
  if (!query.includes("=")) return query;
  const parts = query.split("&").map((part) => {
    const [name = ""] = part.split("=", 1);
    return isSecret(plainName(name), side) ? `${name}=${mask}` : part;
  });
  return parts.join("&");
}

function isSecret(name: string, side: Side): boolean {
  return secretFields[side].has(name.toLowerCase());
}

function plainName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** A header with what proves somebody's identity masked. The API key stays: it says who, and proves nothing. */
export function maskHeader(name: string, value: string): string {
  if (name === "cookie") return mask;
  if (name !== "authorization" && name !== "proxy-authorization") return value;
  if (/^(Bearer|Basic)\b/i.test(value)) return value.replace(/\s.*/s, ` ${mask}`);
  if (!value.includes('="')) return mask; // of no form that is known, so it may be the secret itself
  return value.replace(/(\bsignature\s*=\s*")[^"]*"?/gi, `$1${mask}"`);
}
