import { endpointRow } from "../../api/endpoints.ts";
import { codeIn, isSuccess } from "../../contract/read-answer.ts";
import { instancesOf, type Target } from "../../contract/target.ts";
import type { CaseExchange } from "../../generated/types.ts";
import { withoutRoleSecrets } from "../hide-role-secrets.ts";
import { requestOfMove } from "./moves.ts";
import type { Walked, WalkedCall } from "./play-walk.ts";

/** A walk as a case file has it: the calls to the target, each with how the oracle's ended; of the last, what it should hold. */
export function exchangesOfWalk({ calls, startedAt, mark, role }: Walked, target: Target): CaseExchange[] {
  return calls.map((call) => {
    const { move, said } = call;
    const [own = {}] = instancesOf(target, role);
    const { input } = requestOfMove(
      move,
      role,
      startedAt,
    )({ role: () => own, seen: [], fresh: (name) => `${name}-${mark}` });
    const { method, path } = endpointRow(move.endpoint);
    const { status } = said;
    const code = isSuccess(said) ? undefined : codeIn(said);
    const body = rightBody(call);
    return {
      request: withoutRoleSecrets({ endpoint: move.endpoint, method, path, input }, target),
      expected: { status, ...(code !== undefined && { code }), ...(body !== undefined && { body: body as never }) },
    };
  });
}

/** What the target answered, with the one member right that was not. */
function rightBody({ answer, difference }: WalkedCall): unknown {
  if (difference === undefined || difference.place === "outcome" || typeof answer.body !== "object") return undefined;
  const steps = difference.place.split("/").slice(1);
  const copy: unknown = structuredClone(answer.body);
  let at = copy as Record<string, unknown> | undefined;
  for (const step of steps.slice(0, -1)) at = memberOf(at, step);
  if (at === undefined || !Object.hasOwn(at, steps.at(-1) as string)) return undefined;
  at[steps.at(-1) as string] = difference.oracle;
  return copy;
}

/** A member by its name, or the item of a list by what tells it from others. */
function memberOf(holder: unknown, step: string): Record<string, unknown> | undefined {
  if (!Array.isArray(holder)) return (holder as Record<string, Record<string, unknown>> | undefined)?.[step];
  return holder.find((item) => [item?.code, item?.variable, item?.name].includes(step)) ?? holder[Number(step)];
}
