import type { EndpointName } from "../../api/endpoints.ts";
import type { Exchanged } from "../play.ts";
import type { CaseResult } from "../run.ts";

/** How an endpoint's answers look: as documented to the letter, as observed from the live service, or now so, now so. */
export type Dialect = "documents" | "service" | "mixed";

/** Answers of an endpoint. */
interface Spoken {
  readonly case: Pick<CaseResult["case"], "endpoint">;
  readonly exchanges: readonly Pick<Exchanged, "answer">[];
}

/** Which dialect each endpoint speaks, where its answers tell. Decision W0: both keep the contract. */
export function dialectsOf(results: readonly Spoken[]): Partial<Record<EndpointName, Dialect>> {
  const dialects: Partial<Record<EndpointName, Dialect>> = {};
  for (const { case: contractCase, exchanges } of results) {
    const answer = exchanges[exchanges.length - 1]?.answer;
    if (!answer || "unanswered" in answer || answer.status !== 200) continue;
    for (const sign of signsIn(answer.body)) {
      const known = dialects[contractCase.endpoint];
      dialects[contractCase.endpoint] = known === undefined || known === sign ? sign : "mixed";
    }
  }
  return dialects;
}

/** What in an answer tells the dialects apart. */
function signsIn(body: unknown): Dialect[] {
  if (Array.isArray(body)) return body.flatMap(signsIn);
  if (typeof body !== "object" || body === null) return [];
  const { product_features, feature_type, ...answer } = body as Record<string, unknown>;
  const features = Array.isArray(product_features) ? product_features : [];
  return [
    ...features.flatMap((feature) => signsOfFeature(feature as Record<string, unknown>)),
    ...(feature_type === undefined ? [] : signsOfFeature({ feature_type, ...answer })),
  ];
}

/** documented: every field for every type; observed: activation features without the counter's fields. */
function signsOfFeature(feature: Record<string, unknown>): Dialect[] {
  if (feature.feature_type !== "activation") return [];
  return ["max_consumption" in feature ? "documents" : "service"];
}
