import { createMask } from "../api/mask.ts";
import { secretName } from "../api/secret-names.ts";

/** What stands in place of a secret that was wrong when it was recorded, so that it is wrong again. */
export const wrongSecret = "not-the-secret";

/** Secrets by the names that stand for them, as far as a recording shows them. */
export type Secrets = Map<string, string>;

/** Who a request is about, in the name of a placeholder. */
const subjects = ["username", "license_key", "customer_account_code", "client_id"];

/**
 * The fields of a request with secrets as placeholders like `{{password:ada@example.test}}`. What a recording shows of
 * a secret is kept aside; the first of a name counts.
 */
export function hideSecrets(
  input: Readonly<Record<string, unknown>>,
  secrets: Secrets,
): Readonly<Record<string, unknown>> {
  const subject = subjects.map((name) => input[name]).find((value) => typeof value === "string");
  const entries = Object.entries(input).map(([name, value]) => {
    const isSecret = secretName(name, "request") !== undefined;
    if (!isSecret || typeof value !== "string" || value === "" || value === wrongSecret) return [name, value];
    const label = subject === undefined ? name : `${name}:${String(subject).replace(/[{}]/g, "")}`;
    if (!isMasked(value) && !secrets.has(label)) secrets.set(label, value);
    return [name, `{{${label}}}`];
  });
  return Object.fromEntries(entries);
}

/** The fields of a request that was refused for its secrets, with others that are wrong too. */
export function spoilSecrets(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(input).map(([name, value]) => {
    const isSecret = secretName(name, "request") !== undefined && name !== "new_password" && typeof value === "string";
    return [name, isSecret && value !== "" ? wrongSecret : value];
  });
  return Object.fromEntries(entries);
}

/** An answer with secrets as placeholders. */
export function hideInAnswer(value: unknown): unknown {
  return answerMask.value(value, "answer");
}

const answerMask = createMask((name, value, place) => {
  const label = secretName(name, place);
  if (label !== undefined) return `{{${label}}}`;
  return isMasked(value) ? "{{masked}}" : undefined;
});

/** Whether something stands in place of what must not be shown: a journal's stars, a proxy's `[name]`. */
function isMasked(value: unknown): boolean {
  return typeof value === "string" && /^(\*\*\*|\[\w+\]|\{\{.+\}\})$/.test(value);
}
