import { authorize } from "../../api/authorization.ts";
import type { EndpointName } from "../../api/endpoints.ts";
import type { Answer, CaseRequest, Role } from "../case.ts";
import { withAuthorization } from "../cases/changed-headers.ts";
import { inputOf } from "../cases/requests.ts";
import { codeIn, isSuccess } from "../read-answer.ts";
import { type Traits, traitsOf } from "./traits.ts";

/** What a query shows of a role that is in its situation. */
export interface Situation {
  readonly endpoint: EndpointName;
  /** `ok`, or the codes by which it may be refused. */
  readonly ends: readonly string[];
  /** What each trait may be. */
  readonly shows: Readonly<Record<string, readonly string[]>>;
}

/** What an answer shows of a role. */
export interface ShownRole {
  /** `ok`, or the code or status that it was refused by. */
  readonly end: string;
  readonly traits: Traits;
}

/** The query that shows a role: with its own credentials where it has some. */
export function queryOf(endpoint: EndpointName, role: Role): CaseRequest {
  const once = role.id_token === undefined ? {} : { code: undefined }; // a code counts once, and both are forbidden
  const input = inputOf(endpoint, role, once);
  const { apiKey, sharedKey, access_token: token } = role;
  if (typeof apiKey === "string" && typeof sharedKey === "string") {
    return { endpoint, input, authorize: ({ now }) => ({ ...authorize({ apiKey, sharedKey }, now) }) };
  }
  if (typeof token !== "string") return { endpoint, input };
  return { endpoint, input, ...withAuthorization(`Bearer ${token}`) };
}

/** What an answer to that query shows. */
export function shownIn(answer: Answer, endpoint: EndpointName, role: Role): ShownRole {
  if (!isSuccess(answer)) return { end: codeIn(answer) ?? `HTTP ${answer.status}`, traits: {} };
  return { end: "ok", traits: traitsOf(endpoint, answer.body, role) };
}

/**
 * In what a role is not in its situation, each as a sentence; what an answer does not show is not held against it, but for
 * features that its facts name.
 */
export function amissIn({ end, traits }: ShownRole, { ends, shows }: Situation): string[] {
  if (!ends.includes(end)) return [`found ${end}, expected ${ends.join(" or ")}`];
  if (end !== "ok") return [];
  return Object.entries(shows)
    .filter(
      ([name, values]) => !values.includes(traits[name] ?? (name.endsWith(": type") ? "nothing" : (values[0] ?? ""))),
    )
    .map(([name, values]) => `${name}: found ${traits[name] ?? "nothing"}, expected ${values.join(" or ")}`);
}
