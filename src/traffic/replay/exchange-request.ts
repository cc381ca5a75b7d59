import { authorize } from "../../api/authorization.ts";
import type { EndpointName } from "../../api/endpoints.ts";
import type { CaseRequest } from "../../contract/case.ts";
import type { CaseExchange } from "../../generated/types.ts";

/** The request that an exchange of a case file describes, its placeholders filled but for those of who signs. */
export function caseRequestOf({
  endpoint,
  path,
  input = {},
  raw,
  headers,
  without,
}: CaseExchange["request"]): CaseRequest {
  return {
    ...{ endpoint: endpoint as EndpointName, path, input },
    ...(raw !== undefined && { raw }),
    ...(headers && withHeaders(headers)),
    ...(without && { headers: { ...headers, ...Object.fromEntries(without.map((name) => [name, undefined])) } }),
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
