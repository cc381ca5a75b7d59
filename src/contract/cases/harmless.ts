import { type EndpointName, endpointRow } from "../../api/endpoints.ts";
import type { CaseRequest } from "../case.ts";

/** Endpoints that the cases call so that nothing changes: 0 units, a seat that is not taken, the same password again. */
const changingNothing: readonly EndpointName[] = [
  "add-consumption",
  "add-feature-consumption",
  "floating-release",
  "floating-feature-release",
  "change-password",
];

/** Whether a request is sent about nobody's license, so that this is a second reason to refuse it. */
export function isAboutNobody(endpoint: EndpointName): boolean {
  return endpointRow(endpoint).method === "POST" && !changingNothing.includes(endpoint);
}

/**
 * A request to change something that names a license, a user or a product nobody has: a target that lets it pass by
 * mistake must not act on a real one.
 */
export function harmless(request: CaseRequest): CaseRequest {
  const { endpoint, input } = request;

  if (!isAboutNobody(endpoint)) return request;
  return {
    ...request,
    input: {
      ...input,
      ...(input.license_key !== undefined && { license_key: "NONE-NONE-NONE-NONE" }),
      ...(input.username !== undefined && { username: "nobody@example.test" }),
    },
  };
}
