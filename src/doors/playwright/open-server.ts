import { connectMock } from "../../control/client/connect-mock.ts";
import type { RemoteMock } from "../../control/client/remote.ts";
import { createMock, type MockOptions } from "../../mock/create-mock.ts";
import { type ServeOptions, serve } from "../node.ts";

/** A mock in a server, and how it is left. */
export interface OpenServer {
  readonly mock: RemoteMock;
  close(): Promise<void>;
}

/** Which server a worker has. */
export interface ServerOptions {
  /** Address of a server that runs already. @default `LICENSE_API_KIT_URL`; unset, each worker starts a server */
  mockUrl: string | undefined;
  /** The control token of that server. @default `LICENSE_API_KIT_CONTROL_TOKEN` */
  mockToken: string | undefined;
  /** How the mock of a worker is made. @default with the default world */
  mockOptions: MockOptions | undefined;
  /** How the server of a worker listens. @default on 127.0.0.1 and any free port */
  serveOptions: ServeOptions | undefined;
}

/**
 * Connects to the server that runs at `mockUrl`, or starts one in this process.
 *
 * @throws an error where nobody answers there, or where it is to be made in a way that only its own start could choose
 */
export async function openServer({
  mockUrl,
  mockToken,
  mockOptions,
  serveOptions,
}: ServerOptions): Promise<OpenServer> {
  if (mockUrl) {
    const idle = Object.entries({ mockOptions, serveOptions }).find(([, value]) => value !== undefined);
    if (idle) throw new TypeError(`${idle[0]}: found beside mockUrl ${mockUrl}, expected one of them: ${whoDecides}`);
    const mock = connectMock(mockUrl, mockToken ? { token: mockToken } : {});
    await requireAnswer(mock);
    return { mock, close: async () => {} };
  }
  const server = await serve(createMock(mockOptions), serveOptions);
  const { controlToken: token } = serveOptions ?? {};
  return { mock: connectMock(server.url, token === undefined ? {} : { token }), close: server.close };
}

const whoDecides = "a server that runs already was set up where it was started";

async function requireAnswer(mock: RemoteMock): Promise<void> {
  try {
    await mock.spaces();
  } catch (error) {
    const { message, cause } = error as Error;
    const reason = cause instanceof Error ? `${message}, ${cause.message}` : message;
    const hint = "expected a mock, which npx license-api-kit serve starts";
    throw new Error(`mockUrl: found nobody who can be controlled at ${mock.url} (${reason}), ${hint}`, {
      cause: error,
    });
  }
}
