import type { EndpointName } from "../../api/endpoints.ts";
import { buildRequest } from "../../contract/build-request.ts";
import type { Answer } from "../../contract/case.ts";
import { codeIn, isSuccess } from "../../contract/read-answer.ts";
import { isBundleRole } from "../role-facts.ts";
import type { Stage } from "../stage.ts";
import type { Aim } from "./aims.ts";

/** Queries that show what a license, its device and its feature are, and change nothing. */
const looking: readonly EndpointName[] = ["check-license", "get-device-variables", "check-license-feature"];

/** What one query shows. */
export interface QueryShown {
  readonly aim: Aim;
  readonly answer: Answer;
  readonly text: string;
}

/** What a role's license shows to queries that change nothing. */
export interface Look {
  /** The answers, without what is new in each. */
  readonly text: string;
  /** The same, query by query. */
  readonly shown: readonly QueryShown[];
  /** Whether the role's device is active; undefined where something else keeps the answers from telling. */
  readonly isActive: boolean | undefined;
}

/** Looks at a role through the aims that its queries have; undefined where one of them got no answer. */
export async function lookAt(
  role: string,
  aims: readonly Aim[],
  { exchange, target, now }: Stage,
): Promise<Look | undefined> {
  const asked = isBundleRole(role) ? ["check-bundle"] : looking;
  const own = aims.filter((aim) => aim.role === role && asked.includes(aim.endpoint));
  const shown: QueryShown[] = [];
  let isActive: boolean | undefined;
  for (const aim of own) {
    const { endpoint, fields } = aim;
    const answer = await exchange(buildRequest({ endpoint, input: fields }, target, new Date(now())));
    if ("unanswered" in answer) return undefined;
    const text = isSuccess(answer) ? JSON.stringify(answer.body, withoutNew) : codeIn(answer);
    shown.push({ aim, answer, text: `${endpoint}: ${text}` });
    const code = codeIn(answer) ?? "";
    if (isSuccess(answer)) isActive = true;
    else if (["license_not_active", "device_not_found"].includes(code)) isActive ??= false;
  }
  return { text: shown.map(({ text }) => text).join("\n"), shown, isActive };
}

/** Signatures and addresses may be other ones each time. */
function withoutNew(name: string, value: unknown): unknown {
  return /signature|_url$|installation_file|^guid$/.test(name) ? undefined : value;
}
