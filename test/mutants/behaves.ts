import { anew, type Call, type Fields, isTo, readCall } from "./call.ts";
import type { Fetch, WrittenMutant } from "./mutant.ts";
import { codeOf, readReply, success, toResponse } from "./reply.ts";

/** Takes other fields for those that were sent; undefined leaves a call as it is. */
export function takes(endpoints: string, change: (input: Fields, call: Call) => Fields | undefined) {
  return (fetch: Fetch): Fetch =>
    async (request) => {
      const call = await readCall(request);
      const isReadable = Object.keys(call.input).length > 0; // what is no JSON stays so
      const input = isReadable && isTo(call, endpoints) ? change(call.input, call) : undefined;
      return fetch(anew(call, { ...(input && { input }) }));
    };
}

/** Sends another request where one is refused with a code, and answers what that gives. */
export function letsPass(
  endpoints: string,
  code: string,
  change: (call: Call) => Request | Response | Promise<Response>,
) {
  return (fetch: Fetch): Fetch =>
    async (request) => {
      const call = await readCall(request);
      const reply = await readReply(await fetch(anew(call)));
      if (!isTo(call, endpoints) || codeOf(reply) !== code) return toResponse(reply);
      const instead = await change(call);
      return instead instanceof Request ? fetch(instead) : instead;
    };
}

/** Says that it did what was asked, and does nothing. */
export function onlySays(endpoints: string, body: unknown, isMeant: (call: Call) => boolean = () => true) {
  return (fetch: Fetch): Fetch =>
    async (request) => {
      const call = await readCall(request);
      return isTo(call, endpoints) && isMeant(call) ? success(body) : fetch(anew(call));
    };
}

/** Answers calls that something is odd about before anything else is looked at. */
export function answersFirst(endpoints: string, answer: (call: Call) => Promise<Response> | undefined) {
  return (fetch: Fetch): Fetch =>
    async (request) => {
      const call = await readCall(request);
      return (isTo(call, endpoints) && answer(call)) || fetch(anew(call));
    };
}

/** A mutant that does not refuse with a code: it answers as it would to other fields. */
export function passes(endpoint: string, code: string, what: string, fields: Fields): WrittenMutant {
  return {
    id: `${endpoint}-passes-${code}`,
    about: `${endpoint} lets ${what} pass`,
    expects: [`${endpoint}/${code}*`],
    apply: letsPass(endpoint, code, (call) => anew(call, { input: { ...call.input, ...fields } })),
  };
}
