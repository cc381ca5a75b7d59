import type { RemoteControls } from "./remote.ts";
import { type ConnectOptions, sendingOf } from "./send.ts";

/** Makes what sends requests to the License API of a server, to be answered in one space of it. */
export function createFetch(url: string, space: string | undefined, options: ConnectOptions): RemoteControls["fetch"] {
  const send = sendingOf(options);
  return async (input, { basePath = "", ...init } = {}) => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const path = pathname.startsWith(basePath) ? pathname.slice(basePath.length) : pathname;
    const { method, signal } = request;
    const headers = new Headers(request.headers);
    if (space !== undefined) headers.set("x-mock-space", space);
    const body = method === "GET" || method === "HEAD" ? null : await request.arrayBuffer();
    return send(new Request(url + path + search, { method, headers, body, signal }));
  };
}
