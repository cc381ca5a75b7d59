import { getResponse } from "msw";
import { setupServer } from "msw/node";
import { handlers } from "../src/doors/msw.ts";
import { serve } from "../src/doors/node.ts";
import type { Mock } from "../src/mock/create-mock.ts";

/** An open way in to a mock. */
export interface OpenDoor {
  readonly baseUrl: string;
  send(request: Request): Promise<Response>;
  close(): Promise<void>;
}

const baseUrl = "https://license-api.test";

/** Every way in, by name. The contract runs over each of them. */
export const doors: Readonly<Record<string, (mock: Mock) => Promise<OpenDoor>>> = {
  "mock.handle": async (mock) => ({ baseUrl, close: async () => {}, send: (request) => throughHandle(mock, request) }),
  "mock.fetch": async (mock) => ({ baseUrl, close: async () => {}, send: (request) => mock.fetch(request) }),
  "msw getResponse": async (mock) => ({
    baseUrl,
    close: async () => {},
    send: async (request) => {
      const response = await getResponse(handlers(mock, { baseUrl }), request);
      if (!response) throw new Error(`msw answers nothing to ${request.method} ${request.url}`);
      return response;
    },
  }),
  "msw setupServer": async (mock) => {
    const server = setupServer(...handlers(mock, { baseUrl: `${baseUrl}/api/v4/` }));
    server.listen({ onUnhandledRequest: "error" });
    return { baseUrl, close: async () => server.close(), send: (request) => fetch(request) };
  },
  HTTP: async (mock) => {
    const server = await serve(mock);
    return { baseUrl: server.url, close: server.close, send: (request) => fetch(request) };
  },
};

async function throughHandle(mock: Mock, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const { status, headers, body } = await mock.handle({
    method: request.method,
    path: pathname,
    query: search.slice(1),
    headers: (name) => request.headers.get(name) ?? undefined,
    body: await request.text(),
  });
  return new Response(body, { status, headers });
}
