import type { EndpointName } from "../api/endpoints.ts";
import type { Policies } from "../api/policies.ts";
import { type Finding, isValid, violations } from "../api/validate.ts";

/**
 * The first way in which an answer of this mock breaks its schema. In the dialect `documents` all layers are held; only
 * where two documents contradict each other, either may be kept. The dialect `service` may depart from a document where
 * the live service was seen to.
 */
export function breachOf(name: EndpointName, answer: unknown, dialect: Policies["dialect"]): Finding | undefined {
  if (isValid(`${name}.response`, answer)) return undefined;
  return violations(`${name}.response`, answer, dialect === "service" ? undefined : ["documented"])[0];
}

/** @throws an Error for an answer that breaks its schema, which is a bug of the mock */
export function requireNoBreach(name: EndpointName, answer: unknown, dialect: Policies["dialect"]): void {
  const breach = breachOf(name, answer, dialect);
  if (breach) throw new Error(`${name}: the answer breaks its schema at ${breach.path || "/"}: ${breach.message}`);
}
