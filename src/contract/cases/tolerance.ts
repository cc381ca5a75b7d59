import { authorize, readAuthorization } from "../../api/authorization.ts";
import { type EndpointName, endpointRow } from "../../api/endpoints.ts";
import type { Evidence } from "../../api/evidence.ts";
import type { CaseRequest, ContractCase } from "../case.ts";
import { caseMaker } from "./case-maker.ts";
import { type Change, minutesOff } from "./changed-headers.ts";
import { type Outcome, successStep, underPolicy } from "./expectations.ts";
import { type FieldSource, requestTo } from "./requests.ts";

/** What a call that changes nothing may look like and still succeeds: what real clients send and paths that they use. */
export function toleranceCases(
  endpoint: EndpointName,
  role: string,
  fields: FieldSource = {},
  sound: Pick<Outcome, "evidence" | "question"> = {},
): ContractCase[] {
  const { send, story } = caseMaker(endpoint);
  const { path, method } = endpointRow(endpoint);
  const taken = (variant: string, about: string, evidence: Evidence, change: Change, outcome: Outcome = {}) => {
    const { fields: more = {}, ...rest } = change;
    const request = requestTo(endpoint, (scene): CaseRequest => {
      const sound = send(role, fields)(scene);
      return { ...sound, ...rest, input: { ...sound.input, ...more } };
    });
    const step = successStep(request, undefined, { question: `tolerance/${variant}`, evidence, ...sound, ...outcome });
    return story(about, [role], [step], { variant, effect: "none" });
  };
  return [
    taken(
      "undocumented-parameters",
      "parameters that nothing documents are ignored",
      "assumed",
      { fields: { application: "contract", build: 7, comment: "hello" } },
      { otherwise: [underPolicy({ unknownParameters: "reject" }, "validation_error")] },
    ),
    taken("trailing-slash", "a trailing slash is fine", "observed: a client adds one", { path: `${path}/` }),
    taken("doubled-slashes", "doubled slashes are fine", "assumed", { path: path.replaceAll("/", "//") }),
    taken("no-accept", "a call that accepts anything is taken", "assumed", { headers: { accept: "*/*" } }),
    ...(method === "POST"
      ? [
          taken(
            "no-content-type",
            "a call that does not say what its body is is taken",
            "assumed",
            { headers: { "content-type": undefined } },
            { otherwise: [underPolicy({ requiredHeaders: "all" }, "missing_headers")] },
          ),
        ]
      : []),
    taken(
      "date-past",
      "a Date header of 14 minutes ago is fresh",
      "documented: API key authorization",
      minutesOff(-14),
    ),
    taken("date-ahead", "a Date header of 14 minutes ahead is fresh", "assumed", minutesOff(14)),
    taken("header-form", "the Authorization header's parts come in any order, spaced", "assumed", {
      authorize: ({ credentials, now }) => {
        const { Date: date, Authorization } = authorize(credentials, now);
        const parts = Object.entries(readAuthorization(Authorization) ?? {}).reverse();
        const names: Record<string, string> = { apikey: "apiKey" };
        return {
          Date: date,
          Authorization: parts.map(([name, value]) => `${names[name] ?? name}="${value}"`).join(", "),
        };
      },
    }),
  ];
}
