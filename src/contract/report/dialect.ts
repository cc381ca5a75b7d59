import type { EndpointName } from "../../api/endpoints.ts";
import type { Answer } from "../case.ts";
import type { Exchanged } from "../run-context.ts";

/** How an endpoint's answers look: as documented to the letter, as observed from the live service, or now so, now so. */
export type Dialect = "documents" | "service" | "mixed";

/** Endpoints whose answers name the company in one dialect and do not in the other. */
const telling: readonly EndpointName[] = [
  "add-consumption",
  "check-license-feature",
  "add-feature-consumption",
  "floating-borrow",
  "floating-feature-borrow",
  "product-details",
  "installation-file",
  "customer-license-users",
];

/** Answers, each with the endpoint that gave it. */
export interface EndpointAnswers {
  readonly exchanges: readonly Pick<Exchanged, "endpoint" | "answer">[];
}

/** Which dialect each endpoint speaks, where its answers tell. Decision W0: both keep the contract. */
export function dialectsOf(results: readonly EndpointAnswers[]): Partial<Record<EndpointName, Dialect>> {
  const dialects: Partial<Record<EndpointName, Dialect>> = {};
  for (const { endpoint, answer } of results.flatMap(({ exchanges }) => exchanges)) {
    if (!telling.includes(endpoint) || "unanswered" in answer) continue;
    for (const sign of signsIn(answer)) {
      const known = dialects[endpoint];
      dialects[endpoint] = known === undefined || known === sign ? sign : "mixed";
    }
  }
  return dialects;
}

/** documented: no company, every field for every type of feature; observed: the company's id, fields by type. */
function signsIn({ status, body }: Answer): Dialect[] {
  if (status !== 200 || typeof body !== "object" || body === null) return [];
  const { feature_type, ...answer } = body as Record<string, unknown>;
  const byCompany = "company" in answer ? "service" : "documents";
  if (feature_type !== "activation") return [byCompany];
  return [byCompany, "max_consumption" in answer ? "documents" : "service"];
}
