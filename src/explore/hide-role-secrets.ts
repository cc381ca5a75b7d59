import { hideKnown, shortestSecret } from "../api/mask.ts";
import { secretName } from "../api/secret-names.ts";
import { instancesOf, type Target } from "../contract/target.ts";
import type { CaseExchange } from "../generated/types.ts";

/** A request for a file: secrets of the target's roles are placeholders that its replay fills from the roles. */
export function withoutRoleSecrets(request: CaseExchange["request"], target: Target): CaseExchange["request"] {
  const hide = hideKnown(placeholdersOf(target));
  const hidden = (value: unknown): unknown => (typeof value === "string" ? hide(value) : value);
  const { input, raw } = request;
  return {
    ...request,
    ...(input && { input: Object.fromEntries(Object.entries(input).map(([name, value]) => [name, hidden(value)])) }),
    ...(raw !== undefined && { raw: hide(raw) }),
  };
}

function placeholdersOf(target: Target): Map<string, string> {
  const known = new Map<string, string>();
  for (const role of Object.keys(target.roles).flatMap((name) => instancesOf(target, name))) {
    const subject = role.username ?? role.customer_account_code ?? role.license_key ?? role.client_id;
    for (const [name, value] of Object.entries(role)) {
      if (secretName(name, "request") === undefined || typeof value !== "string" || value.length < shortestSecret)
        continue;
      known.set(value, subject === undefined ? `{{${name}}}` : `{{${name}:${subject}}}`);
    }
  }
  return known;
}
