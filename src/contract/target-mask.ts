import { createMask, type Hide, hideKnown, type Mask, shortestSecret } from "../api/mask.ts";
import { secretName } from "../api/secret-names.ts";
import { hideSecret, isShown, shortKey } from "./hide-secret.ts";
import type { Target, TargetRole } from "./target.ts";

/** What a target's mask leaves open. */
export interface MaskOptions {
  /** Whether license keys and email addresses are shown. @default false */
  readonly showIdentities?: boolean;
}

/** Fields that say whose license it is: no secrets among colleagues, but nothing to send around. */
const identities: readonly string[] = ["license_key", "username", "email", "license_user", "customer"];

/**
 * Makes a mask for a target: what its file knows is hidden by its value and shown as the role's name, the rest by the
 * name it stands under.
 */
export function maskFor({ credentials, roles }: Target, { showIdentities = false }: MaskOptions = {}): Mask {
  const isHidden = (name: string) =>
    secretName(name, "request") !== undefined || (!showIdentities && identities.includes(name));
  const known = new Map<string, string>();
  for (const [role, found] of Object.entries(roles)) {
    for (const one of [found].flat())
      for (const [name, value] of textsOf(one)) if (isHidden(name)) known.set(value, `[${role}.${name}]`);
  }
  for (const [name, value] of Object.entries(credentials)) {
    known.set(value, name === "apiKey" ? shortKey(value) : `[${name}]`);
  }
  const byName = createMask(showIdentities ? hideSecret : hideIdentity);
  const strangers = (text: string) => (showIdentities ? text : hideStrangers(text));
  const hideIn = hideKnown(known);
  const header: Mask["header"] = (name, value, place) => strangers(byName.header(name, hideIn(value), place));
  return {
    ...byName,
    body: (text, place) => strangers(byName.body(hideIn(text), place)),
    text: (text, place) => strangers(byName.text(hideIn(text), place)),
    header,
    headers: (headers, place) =>
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, header(name, value, place)])),
  };
}

const hideIdentity: Hide = (name, value, place) => {
  const low = name.toLowerCase();
  if (identities.includes(low) && !isShown(value)) return `[${low}]`;
  return hideSecret(name, value, place);
};

function textsOf(role: TargetRole | undefined): [name: string, value: string][] {
  return Object.entries({ ...role, ...role?.facts }).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && entry[1].length >= shortestSecret,
  );
}

/** Keys and addresses that the target file does not know, as of somebody whose license came in an answer. */
function hideStrangers(text: string): string {
  return text
    .replace(/\b(the license key) (?!\[)\S+/g, "$1 [license_key]")
    .replace(/\b(the user) (?!\[)\S+/g, "$1 [user]")
    .replace(/[\p{L}\p{N}._%+-]+(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, "[email]");
}
