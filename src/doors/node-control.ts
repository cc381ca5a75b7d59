import type { IncomingMessage, ServerResponse } from "node:http";
import { bugText } from "../api/printable.ts";
import type { ApiResponse } from "../mock/request.ts";
import { type HttpRefusal, splitTarget } from "./node-wire.ts";

/** The control API, as a hono app gives it: `app.fetch`. It answers its own 404 and 500, in JSON. */
export type Control = (request: Request, environment: Environment) => Response | Promise<Response>;

/** What a request itself does not say. */
export interface Environment {
  /** Address of the other end of the connection. */
  readonly peer: string | undefined;
}

export type ControlListener = (request: IncomingMessage, response: ServerResponse, body: string) => Promise<void>;

/** Puts a control API behind `node:http`, by way of hono's listener. The body is read by then and handed on. */
export async function openControl(
  control: () => Promise<Control>,
  refuse: (refusal: HttpRefusal) => Promise<ApiResponse>,
): Promise<ControlListener> {
  const [{ getRequestListener, RequestError }, fetch] = await Promise.all([import("@hono/node-server"), control()]);
  const errorHandler = async (error: unknown) => {
    const isTheirs = error instanceof RequestError; // no URL can be made of Host and path; hono would send an empty 400
    if (!isTheirs) console.error(bugText(error));
    const refusal: HttpRefusal = isTheirs
      ? [400, "validation_error", error.message]
      : [500, "internal_error", "the control API failed on this call, the log says how"];
    const { status, headers, body } = await refuse(refusal);
    return new Response(body, { status, headers });
  };
  // Without the option the listener replaces Request and Response for the whole process
  const withPeer = (request: Request, { incoming }: { incoming: { socket: { remoteAddress?: string } } }) =>
    fetch(request, { peer: incoming.socket.remoteAddress });
  const listener = getRequestListener(withPeer as Parameters<typeof getRequestListener>[0], {
    overrideGlobalObjects: false,
    errorHandler,
  });
  return async (request, response, body) => {
    const [path, query] = splitTarget(request.url ?? "/");
    const url = query ? `${path}?${query}` : path;
    if (request.headers.upgrade !== undefined) response.setHeader("connection", "close");
    await listener(Object.assign(request, { url, rawBody: Buffer.from(body) }), response);
  };
}
