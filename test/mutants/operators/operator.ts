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
  return rememberingMutant(operator, endpoint, thing, about, () => answer);
}

/**
 * A mutant that remembers calls.
 *
 * @param begin makes what answers, anew for each server that it is put before
 */
export function rememberingMutant(
  operator: string,
  endpoint: EndpointName,
  thing: string,
  about: string,
  begin: (mock: Mock) => Answering,
): OperatorMutant {
  return {
    ...{ id: `${operator}:${endpoint}:${thing}`, operator, endpoint, about: `${pathOf(endpoint)}: ${about}` },
    apply: (fetch, mock) => {
      const answer = begin(mock);
      return async (request) => {
        const call = await readCall(request);
        return isTo(call, pathOf(endpoint)) ? answer(call, fetch, mock) : fetch(resent(call));
      };
    },
  };
}

/** The request of a call as it came. */
export function resent({ request, text }: Call): Request {
  if (request.method === "GET") return new Request(request.url, { headers: request.headers });
  return new Request(request.url, { method: request.method, headers: request.headers, body: text });
}

/** How an answer is made over. */
type Change = (reply: Reply, call: Call) => Reply | Promise<Reply>;

/** Answers as the server does, and makes that over. */
export function changing(change: Change): Answering {
  return async (call, fetch) => toResponse(await change(await readReply(await fetch(resent(call))), call));
}

/** A mutant that makes each answer of its endpoint over, and signs nothing anew. */
export function replyMutant(
  operator: string,
  endpoint: EndpointName,
  thing: string,
  about: string,
  change: Change,
): OperatorMutant {
  return mutantOf(operator, endpoint, thing, about, changing(change));
}
