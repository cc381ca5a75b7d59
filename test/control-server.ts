import { type ServeOptions, type Server, serve } from "../src/doors/node.ts";
import { createMock, type MockOptions } from "../src/mock/create-mock.ts";

/** What a change needs. */
export const json = { "content-type": "application/json" };

/** A call to the control API: what came, as status and body. */
export type Control = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>;

/** What came back. */
// biome-ignore lint/suspicious/noExplicitAny: what a body is, each test says itself
export type Answer = { status: number; body: any; headers: Headers };

/** Calls the control API of a server. */
export function controlOf(server: Server): Control {
  return async (method, path, body, headers = {}) => {
    const sent = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(`${server.url}/__mock${path}`, {
      method,
      headers: { ...json, ...headers },
      ...(sent !== undefined && { body: sent }),
    });
    const answer = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    return {
      status: response.status,
      body: isJson && answer !== "" ? JSON.parse(answer) : answer,
      headers: response.headers,
    };
  };
}

/** Runs a test against a server of its own. */
export async function withServer(
  options: { mock?: MockOptions; serve?: ServeOptions },
  play: (control: Control, server: Server, mock: ReturnType<typeof createMock>) => Promise<void>,
): Promise<void> {
  const mock = createMock(options.mock);
  const server = await serve(mock, options.serve);
  try {
    await play(controlOf(server), server, mock);
  } finally {
    await server.close();
  }
}
