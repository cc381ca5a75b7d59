import type { Hide } from "../api/mask.ts";
import { secretName } from "../api/secret-names.ts";

/** Hides secrets by the names that they stand under; an API key is cut short. */
export const hideSecret: Hide = (name, value, place) => {
  if (isShown(value)) return undefined;
  if (place === "authorization" && name.toLowerCase() === "apikey") {
    return shortKey(value);
  }
  const label = secretName(name, place);
  return label === undefined ? undefined : `[${label}]`;
};

/** As much of an API key as tells it from others. */
export function shortKey(apiKey: string): string {
  return apiKey.length > 8 ? `${apiKey.slice(0, 8)}…` : apiKey;
}

/** Whether something stands in place of a value already. */
export function isShown(value: string): boolean {
  return /^\[[\w.]+\]$/.test(value) || /^%5B[\w.]+%5D$/i.test(value);
}
