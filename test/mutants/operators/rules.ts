import { endpointNames, errorCodesOf } from "../../../src/api/endpoints.ts";
import { type ErrorCode, errors } from "../../../src/api/errors.ts";
import { anew } from "../call.ts";
import type { OperatorMutant } from "../mutant.ts";
import { relaxations } from "../relax.ts";
import { codeOf, type Reply, readReply, signed, toResponse } from "../reply.ts";
import { type Answering, mutantOf, resent } from "./operator.ts";
import { changesState } from "./state.ts";

/** Every code that an endpoint's row lists. */
const refusals = endpointNames.flatMap((endpoint) => errorCodesOf(endpoint).map((code) => ({ endpoint, code })));

/** What happens where a call is refused with a code. */
type Refused = (reply: Reply, ...call: Parameters<Answering>) => Promise<Response>;

function onRefusal(code: ErrorCode, refused: Refused): Answering {
  return async (call, fetch, mock) => {
    const reply = await readReply(await fetch(resent(call)));
    return codeOf(reply) === code ? refused(reply, call, fetch, mock) : toResponse(reply);
  };
}

/** Sends a refused call again as a server would take it that does not know the rule; undefined where it cannot. */
const withoutRule =
  (code: ErrorCode): ((...call: Parameters<Answering>) => Promise<Response | undefined>) =>
  async (call, fetch, mock) => {
    const relaxed = relaxations[code]?.(call, mock);
    if (!relaxed) return undefined;
    const { input, headers } = relaxed;
    const response = await fetch(anew(call, { ...(input && { input }), ...(headers && { headers }) }));
    relaxed.after?.();
    return response;
  };

/** A rule is not known: what it forbids is done. */
export const skippedRules: readonly OperatorMutant[] = refusals.map(({ endpoint, code }) =>
  mutantOf(
    "skip a rule",
    endpoint,
    code,
    `what ${code} forbids is done`,
    onRefusal(code, async (reply, ...call) => (await withoutRule(code)(...call)) ?? toResponse(reply)),
  ),
);

/** A call is refused, and done all the same. */
export const actedInSpite: readonly OperatorMutant[] = refusals
  .filter(({ endpoint }) => changesState(endpoint))
  .map(({ endpoint, code }) =>
    mutantOf(
      "act in spite of a refusal",
      endpoint,
      code,
      `what ${code} refuses is done all the same`,
      onRefusal(code, async (reply, ...call) => {
        await withoutRule(code)(...call);
        return toResponse(reply);
      }),
    ),
  );

/** A refusal has another code that the endpoint knows. */
export const otherCodes: readonly OperatorMutant[] = refusals.map(({ endpoint, code }) => {
  const codes = errorCodesOf(endpoint);
  const other = codes[(codes.indexOf(code) + 1) % codes.length] as ErrorCode;
  const body = (text: string) => JSON.stringify({ ...JSON.parse(text), code: other, status: errors[other].status });
  return mutantOf(
    "wrong code",
    endpoint,
    code,
    `${other} stands for ${code}`,
    onRefusal(code, ({ text, ...reply }) => signed({ ...reply, status: errors[other].status, text: body(text) })),
  );
});

/** A refusal has another status. */
export const otherStatuses: readonly OperatorMutant[] = refusals.flatMap(({ endpoint, code }) =>
  [200, errors[code].status === 404 ? 400 : 404].map((status) =>
    mutantOf(
      "wrong status",
      endpoint,
      `${code}, ${status}`,
      `${code} comes with ${status}`,
      onRefusal(code, ({ text, ...reply }) =>
        signed({ ...reply, status, text: JSON.stringify({ ...JSON.parse(text), status }) }),
      ),
    ),
  ),
);

/** Of two reasons to refuse a call, the later one is told. */
export const otherOrders: readonly OperatorMutant[] = refusals.map(({ endpoint, code }) =>
  mutantOf(
    "wrong order",
    endpoint,
    code,
    `another reason is told before ${code}`,
    onRefusal(code, async (reply, call, fetch, mock) => {
      const before = mock.snapshot();
      const second = await withoutRule(code)(call, fetch, mock);
      mock.restore(before);
      return second && second.status !== 200 ? second : toResponse(reply);
    }),
  ),
);
