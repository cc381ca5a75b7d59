import { anew, readCall } from "./call.ts";
import type { Variation } from "./mutant.ts";
import { type Reply, readReply, refusesWith, repliesAs, resigned, succeedsWith, toResponse } from "./reply.ts";

/** All but those whose signatures cover the order and spelling of the fields that are around them. */
const online =
  "activate_license activate_bundle add_* c* d*license* floating* get* i* o* p* s* t* u* v* deactivate_bundle";

/** Differences that no client may mind. */
export const variations: readonly Variation[] = [
  { id: "unchanged", about: "the mock as it is", apply: (fetch) => fetch },
  {
    id: "service-dialect",
    about: "answers are those of the live service",
    options: { policy: { dialect: "service" } },
    apply: (fetch) => fetch,
  },
  {
    id: "more-headers",
    about: "a proxy adds headers",
    apply: repliesAs("*", (reply) =>
      withHeaders(reply, { Via: "1.1 proxy", "X-Request-Id": "1", "Set-Cookie": "a=b" }),
    ),
  },
  {
    id: "header-case",
    about: "names of headers are in capitals",
    apply: repliesAs("*", ({ headers, ...reply }) => ({
      ...reply,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value])),
    })),
  },
  {
    id: "wording",
    about: "messages are in another language",
    apply: refusesWith("*", "*", (error) => ({ ...error, message: "Das geht nicht — bitte später." })),
  },
  {
    id: "key-order",
    about: "the fields of refusals and of online answers come in another order",
    apply: (fetch) => refusesWith("*", "*", backwards)(succeedsWith(online, (body) => mapped(body, backwards))(fetch)),
  },
  {
    id: "pretty",
    about: "online answers are printed with blanks",
    apply: succeedsWith(online, (body: unknown) => (typeof body === "string" ? body : JSON.stringify(body, null, 2))),
  },
  {
    id: "escapes",
    about: "letters are written as escapes",
    apply: succeedsWith(online, (body: unknown) =>
      typeof body === "string" ? body : JSON.stringify(body).replaceAll("/", "\\/"),
    ),
  },
  {
    id: "other-ids",
    about: "ids are other numbers, in requests too",
    apply: (fetch) => async (request) => {
      const call = await readCall(request);
      const { license_id: id } = call.input;
      const own = Number(id) > 1_000_000_000 ? { ...call.input, license_id: Number(id) - 7_000_000 } : undefined;
      const reply = await readReply(await fetch(anew(call, { ...(own && { input: own }) })));
      const text = reply.text.replace(/\b1000000000\d{6}\b/g, (number) => String(Number(number) + 7_000_000));
      return toResponse(text === reply.text ? reply : await resigned({ ...reply, text }, call));
    },
  },
  {
    id: "date-header",
    about: "answers are dated by a clock of another zone",
    apply: repliesAs("*", (reply) => withHeaders(reply, { Date: "Sun, 22 Nov 2026 05:32:17 +0200" })),
  },
  {
    id: "chunked",
    about: "bodies come byte by byte",
    apply: (fetch) => async (request) => {
      const response = await fetch(request);
      const bytes = new Uint8Array(await response.arrayBuffer());
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          for (let at = 0; at < bytes.length; at += 97) controller.enqueue(bytes.subarray(at, at + 97));
          controller.close();
        },
      });
      return new Response(body, { status: response.status, headers: response.headers });
    },
  },
  ...["application/json", "application/json;charset=UTF-8", 'Application/JSON; charset="utf-8"'].map(
    (type, at): Variation => ({
      id: `charset-${at + 1}`,
      about: `the content type is spelt ${type}`,
      apply: repliesAs("*", (reply) => (isJson(reply) ? withHeaders(reply, { "content-type": type }) : reply)),
    }),
  ),
  {
    id: "reason-phrase",
    about: "the status has a reason of its own",
    apply: (fetch) => async (request) => {
      const { status, headers, body } = await fetch(request);
      return new Response(body, { status, headers, statusText: status === 200 ? "" : "Nope" });
    },
  },
];

function withHeaders(reply: Reply, headers: Reply["headers"]): Reply {
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

function isJson({ headers }: Reply): boolean {
  return headers["content-type"]?.startsWith("application/json") ?? false;
}

function backwards<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).reverse()) as T;
}

function mapped(body: unknown, change: (fields: object) => object): unknown {
  if (typeof body === "string") return body;
  return Array.isArray(body) ? body.map(change) : change(body as object);
}
