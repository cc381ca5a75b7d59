import { anew, type Call, type Fields, isTo, readCall, signedAnew } from "./call.ts";
import type { Fetch } from "./mutant.ts";
import { headerName, readReply, refusal, toResponse } from "./reply.ts";

/** A server that goes wrong only where a request is odd. */
export interface InputMutant {
  readonly id: string;
  /** A sentence in the present: what the server does wrong. */
  readonly about: string;
  /** Requests after which it must be found. */
  readonly within: number;
  apply(fetch: Fetch): Fetch;
}

/** Answers calls about which something is odd, instead of the mock; undefined leaves a call to it. */
function oddly(answer: (call: Call) => Promise<Response> | undefined) {
  return (fetch: Fetch): Fetch =>
    async (request) => {
      const call = await readCall(request);
      return answer(call) ?? fetch(anew(call));
    };
}

/** Takes other fields for those that were sent. */
function reads(change: (input: Fields, call: Call) => Fields | undefined) {
  return (fetch: Fetch): Fetch =>
    async (request) => {
      const call = await readCall(request);
      const input = change(call.input, call);
      return fetch(anew(call, input && { input }));
    };
}

const texts = ({ input }: Call): string[] => Object.values(input).filter((value) => typeof value === "string");
const some = (call: Call, test: (text: string) => boolean) => texts(call).some(test);
const broken = () => refusal(500, "internal_error");
const json = { "content-type": "application/json" };

/** Servers that one kind of odd request shows. */
export const inputMutants: readonly InputMutant[] = [
  {
    id: "fails-on-nul",
    about: "a NUL in a text ends in a failure of the server",
    within: 300,
    apply: oddly((call) => (some(call, (text) => text.includes("\u0000")) ? broken() : undefined)),
  },
  {
    id: "fails-on-quotes",
    about: "a quotation mark in a text ends in a failure of the server",
    within: 300,
    apply: oddly((call) => (some(call, (text) => text.includes("'")) ? broken() : undefined)),
  },
  {
    id: "fails-on-long-texts",
    about: "a text of several thousand letters ends in a failure of the server",
    within: 300,
    apply: oddly((call) => (some(call, (text) => text.length > 4_000) ? broken() : undefined)),
  },
  {
    id: "fails-on-depth",
    about: "JSON that is deeply nested ends in a failure of the server",
    within: 600,
    apply: oddly((call) => (/(\[\{"a":){8}/.test(call.text) ? broken() : undefined)),
  },
  {
    id: "fails-on-lone-surrogates",
    about: "half of a letter ends in a failure of the server",
    within: 800,
    apply: oddly((call) => (/\\ud[89a-f]/i.test(call.text) ? broken() : undefined)),
  },
  {
    id: "numbers-as-text",
    about: "a number that comes as text is taken for the number",
    within: 6_000,
    apply: reads(({ consumptions, ...input }) =>
      typeof consumptions === "string" && /^\d+$/.test(consumptions)
        ? { ...input, consumptions: Number(consumptions) }
        : undefined,
    ),
  },
  {
    id: "type-ignored",
    about: "flags may be whatever they like",
    within: 800,
    apply: reads(({ include_expired_features: flag, include_metadata_string: other, ...input }, call) =>
      isTo(call, "check* activate*") && (flag !== undefined || other !== undefined) ? input : undefined,
    ),
  },
  {
    id: "list-for-object",
    about: "variables may be a list",
    within: 6_000,
    apply: reads(({ variables, ...input }) => (Array.isArray(variables) ? { ...input, variables: {} } : undefined)),
  },
  {
    id: "enum-ignored",
    about: "events may be of any kind",
    within: 6_000,
    apply: reads(({ event, ...input }, call) =>
      isTo(call, "add_consumption") && event !== undefined ? input : undefined,
    ),
  },
  {
    id: "error-without-code",
    about: "an error about a field has no code",
    within: 300,
    apply: (fetch) => async (request) => {
      const reply = await readReply(await fetch(request));
      if (!reply.text.includes('"validation_error"')) return toResponse(reply);
      return toResponse({ ...reply, text: JSON.stringify({ status: 400, message: "no" }) });
    },
  },
  {
    id: "page-for-an-error",
    about: "a body that is no JSON is answered by a page",
    within: 500,
    apply: oddly((call) =>
      call.text.startsWith("<") || call.text.startsWith("a=1")
        ? Promise.resolve(
            new Response("<h1>Bad Request</h1>", { status: 400, headers: { "content-type": "text/html" } }),
          )
        : undefined,
    ),
  },
  {
    id: "unsigned-where-odd",
    about: "an answer that shows other letters than English ones is not signed",
    within: 6_000,
    apply: (fetch) => async (request) => {
      const call = await readCall(request);
      const reply = await readReply(await fetch(anew(call)));
      const isOdd = call.request.method === "POST" && some(call, (text) => /[^\u0020-\u007e]/.test(text));
      const { [headerName]: _signature, ...headers } = reply.headers;
      return isOdd && reply.status === 200 ? toResponse({ ...reply, headers }) : toResponse(reply);
    },
  },
  {
    id: "refused-and-counted",
    about: "units of a call that is refused for another field are counted",
    within: 6_000,
    apply: (fetch) => async (request) => {
      const call = await readCall(request);
      const response = await fetch(anew(call));
      if (response.status === 200 || !isTo(call, "add_consumption")) return response;
      const { product, license_key, hardware_id } = call.input;
      await fetch(anew(call, { input: { product, license_key, hardware_id, consumptions: 1 }, headers: json }));
      return response;
    },
  },
  {
    id: "twice-taken",
    about: "the first of a field that is given twice is taken",
    within: 800,
    apply: (fetch) => (request) => {
      const url = new URL(request.url);
      const names = [...url.searchParams.keys()];
      if (new Set(names).size === names.length) return fetch(request);
      url.search = new URLSearchParams([...new Map([...url.searchParams].reverse())]).toString();
      return fetch(new Request(url, request));
    },
  },
  {
    id: "algorithm-none",
    about: "a call that says it is signed by no algorithm needs no signature",
    within: 6_000,
    apply: (fetch) => async (request) => {
      const call = await readCall(request);
      const isNone = request.headers.get("authorization")?.includes('"none"');
      return fetch(isNone ? signedAnew(call) : anew(call));
    },
  },
  {
    id: "password-echoed",
    about: "a password that is refused stands in the error",
    within: 6_000,
    apply: (fetch) => async (request) => {
      const call = await readCall(request);
      const reply = await readReply(await fetch(anew(call)));
      const { password } = call.input;
      if (reply.status === 200 || typeof password !== "string" || password.length < 12) return toResponse(reply);
      return toResponse({
        ...reply,
        text: JSON.stringify({ ...JSON.parse(reply.text), message: `wrong: ${password}` }),
      });
    },
  },
];
