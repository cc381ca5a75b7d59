import type { EndpointName } from "../../../src/api/endpoints.ts";
import type { Mock } from "../../../src/mock/create-mock.ts";
import { type Call, isTo, pathOf, readCall } from "../call.ts";
import type { Fetch, OperatorMutant } from "../mutant.ts";
import { type Reply, readReply, toResponse } from "../reply.ts";

/** What a mutant does with the calls to its endpoint. */
export type Answering = (call: Call, fetch: Fetch, mock: Mock) => Promise<Response>;

/** A mutant of one endpoint, which leaves all calls to others alone. */
export function mutantOf(
  operator: string,
  endpoint: EndpointName,
  thing: string,
  about: string,
  answer: Answering,
): OperatorMutant {
  return {
    ...{ id: `${operator}:${endpoint}:${thing}`, operator, endpoint, about: `${pathOf(endpoint)}: ${about}` },
    apply: (fetch, mock) => async (request) => {
      const call = await readCall(request);
      const sent = resent(call);
      return isTo(call, pathOf(endpoint)) ? answer(call, fetch, mock) : fetch(sent);
    },
  };
}

/** The request of a call as it came. */
export function resent({ request, text }: Call): Request {
  if (request.method === "GET") return new Request(request.url, { headers: request.headers });
  return new Request(request.url, { method: request.method, headers: request.headers, body: text });
}

/** A mutant that makes each answer of its endpoint over, and signs nothing anew. */
export function replyMutant(
  operator: string,
  endpoint: EndpointName,
  thing: string,
  about: string,
  change: (reply: Reply, call: Call) => Reply | Promise<Reply>,
): OperatorMutant {
  return mutantOf(operator, endpoint, thing, about, async (call, fetch) =>
    toResponse(await change(await readReply(await fetch(resent(call))), call)),
  );
}
