import { authorize, readAuthorization } from "../../api/authorization.ts";
import { type EndpointName, endpointRow } from "../../api/endpoints.ts";
import type { CaseRequest, ContractCase } from "../case.ts";
import { casesOf, type Filling, succeeds, under } from "./define.ts";
import { type Change, minutesOff } from "./headers.ts";

/** What a call that changes nothing may look like and still succeeds: what real clients send and paths that they use. */
export function toleranceCases(endpoint: EndpointName, role: string, fields: Filling = {}): ContractCase[] {
  const { send, story } = casesOf(endpoint);
  const { path } = endpointRow(endpoint);
  const taken = (variant: string, about: string, evidence: string, change: Change, policy?: "unknownParameters") => {
    const { fields: more = {}, ...rest } = change;
    const request = (scene: Parameters<ReturnType<typeof send>>[0]): CaseRequest => {
      const sound = send(role, fields)(scene);
      return { ...sound, ...rest, input: { ...sound.input, ...more } };
    };
    const alternatives = policy ? [under({ [policy]: "reject" }, "validation_error")] : [];
    return story(about, [role], [succeeds(request)], { variant, evidence, effect: "none", alternatives });
  };
  return [
    taken(
      "undocumented-parameters",
      "parameters that nothing documents are ignored",
      "observed: clients send their version and name",
      { fields: { application: "contract", build: 7, comment: "hello" } },
      "unknownParameters",
    ),
    taken("trailing-slash", "a trailing slash is fine", "observed: a client adds one", { path: `${path}/` }),
    taken("doubled-slashes", "doubled slashes are fine", "assumed", { path: path.replaceAll("/", "//") }),
    taken("no-accept", "a call without an Accept header is taken", "documented: seed 003 (recommended)", {
      headers: { accept: "*/*" },
    }),
    taken(
      "date-past",
      "a Date header of 14 minutes ago is fresh",
      "documented: API key authorization",
      minutesOff(-14),
    ),
    taken(
      "date-ahead",
      "a Date header of 14 minutes ahead is fresh",
      "documented: API key authorization",
      minutesOff(14),
    ),
    taken("header-form", "the Authorization header's parts come in any order, spaced", "observed: clients differ", {
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
