import { endpointRow } from "../../api/endpoints.ts";
import type { CaseRequest } from "../case.ts";

/**
 * A request to change something that names a license, a user or a product nobody has: a target that lets it pass by
 * mistake must not act on a real one.
 */
export function harmless(request: CaseRequest): CaseRequest {
  const { endpoint, input } = request;
  if (endpoint === "trial-key") return { ...request, input: { ...input, product: "no-such-product" } };
  if (endpointRow(endpoint).method === "GET") return request;
  return {
    ...request,
    input: {
      ...input,
      ...(input.license_key !== undefined && { license_key: "NONE-NONE-NONE-NONE" }),
      ...(input.username !== undefined && { username: "nobody@example.test" }),
    },
  };
}
