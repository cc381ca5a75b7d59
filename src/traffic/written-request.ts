import { authorize } from "../api/authorization.ts";
import { type EndpointName, endpointRow } from "../api/endpoints.ts";
import type { CaseRequest, Role } from "../contract/case.ts";
import { inputOf } from "../contract/cases/requests.ts";
import type { CaseFileRequest } from "../generated/types.ts";

/** Fills what stands in a request of a case file. */
export type Filling = <T>(value: T) => T;

/** A request of a case file before it is signed: fields of its role as far as the endpoint takes them, and its own. */
export function writtenRequest(request: CaseFileRequest, fill: Filling, role: Role = {}): CaseRequest {
  const { path, input = {}, raw, headers, without = [] } = request;
  const endpoint = request.endpoint as EndpointName;
  return {
    ...{ endpoint, input: inputOf(endpoint, role, fill(input)) },
    ...(path !== undefined && { path }),
    ...(raw !== undefined && { raw: fill(raw) }),
    ...(headers && withHeaders(fill(headers))),
    ...(without.length > 0 && {
      headers: { ...headers, ...Object.fromEntries(without.map((name) => [name, undefined])) },
    }),
  };
}

/** What the signing of a call decides, by the names of placeholders. */
const bySigning = /\{\{(date|apiKey|signature)\}\}/;

/** Headers in place of the usual ones. Where one holds what a signature decides, they are all there is of a proof. */
function withHeaders(headers: Readonly<Record<string, string>>): Pick<CaseRequest, "authorize" | "headers"> {
  if (!Object.values(headers).some((text) => bySigning.test(text))) return { headers };
  return {
    authorize: ({ credentials, now }) => {
      const { Date: date, Authorization } = authorize(credentials, now);
      const signature = /signature="([^"]*)"/.exec(Authorization)?.[1] ?? "";
      const known: Record<string, string> = { date, apiKey: credentials.apiKey, signature };
      const filled = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (whole, name) => known[name] ?? whole);
      return Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, filled(text)]));
    },
  };
}

/** Method and path of a request of a case file: those of its endpoint where it has none of its own. */
export function wireOf({ endpoint, ...own }: CaseFileRequest): { readonly method: string; readonly path: string } {
  const { method, path } = endpointRow(endpoint as EndpointName);
  return { method: own.method ?? method, path: own.path ?? path };
}

/** Whether a call may change a server, for all that its endpoint says. */
export function mayChange(request: CaseFileRequest): boolean {
  return wireOf(request).method === "POST" || request.endpoint === "trial-key";
}
