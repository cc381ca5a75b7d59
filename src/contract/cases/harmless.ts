import { endpointRow } from "../../api/endpoints.ts";
import type { CaseRequest } from "../case.ts";

/**
 * A request to change something that names a license nobody has: a target that lets it pass by mistake must not act on a
 * real one. What is wrong with it comes first in the order of checks.
 */
export function harmless(request: CaseRequest): CaseRequest {
  const { input } = request;
  if (endpointRow(request.endpoint).method === "GET") return request;
  return {
    ...request,
    input: {
      ...input,
      ...(input.license_key !== undefined && { license_key: "NONE-NONE-NONE-NONE" }),
      ...(input.username !== undefined && { username: "nobody@example.test" }),
    },
  };
}
