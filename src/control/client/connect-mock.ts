import { InputError } from "../../api/input-error.ts";
import { shardPrefix } from "../../api/shard.ts";
import type { ControlSpace } from "../../generated/types.ts";
import type { SpaceOptions } from "../../mock/space/space.ts";
import type { RemoteControls, RemoteMock, RemoteSpace } from "./remote.ts";
import { remoteControls, serverMethods } from "./remote-methods.ts";
import { type ConnectOptions, createSend, fetchOf, serverAt } from "./send.ts";
import { spacesOfAllShards } from "./spaces-of-all-shards.ts";

/**
 * Connects to the mock in a server, to control it as one in process: the same names, each method with a promise. Nothing
 * is sent before the first call. What is refused is thrown as an error with the server's words.
 *
 * It sends by the platform's fetch as it was when this module was loaded, so that msw handlers which a test sets up
 * later do not catch it; where it is loaded after them, give it a `fetch` that they do not know.
 *
 * @param url address of the server, with or without `/api/v4` at its end.
 */
export function connectMock(url: string, options: ConnectOptions = {}): RemoteMock {
  const root = serverAt(url);
  const send = createSend(root, options);
  const server = serverMethods(send);

  async function openSpace(name?: string, own: SpaceOptions = {}): Promise<ControlSpace> {
    const { clock } = own;
    const sent = { ...own, ...(clock instanceof Date && { clock: clock.toISOString() }) };
    return name === undefined ? server.space(undefined, sent) : server.putSpace(name, sent);
  }

  function remoteSpace(first: ControlSpace): RemoteSpace {
    const { name, publicKey, token } = first;
    const controls = options.token === undefined ? createSend(root, { ...options, token }) : send;
    let facts = first;
    const refresh = async () => {
      facts = await server.findSpace(name);
    };
    return {
      ...remoteControls(controls, name, refresh),
      ...{ name, publicKey, token, url: root },
      get credentials() {
        return facts.credentials;
      },
      get roles() {
        return facts.roles;
      },
      fetch: fetchIn(root, name, options),
      drop: () => server.dropSpace(name),
    };
  }

  return {
    ...remoteControls(send, undefined),
    url: root,
    fetch: fetchIn(root, undefined, options),
    space: async (...choice) => {
      const [first, options] = choice;
      if (choice.length > 0 && first === undefined) throw new InputError("space: found no name, expected one");
      const isNamed = typeof first === "string";
      return remoteSpace(await (isNamed ? openSpace(first, options) : openSpace(undefined, first)));
    },
    spaces: () => spacesOfAllShards(send),
    dropSpace: server.dropSpace,
  };
}

/** Makes what sends requests to the License API of a server, to be answered in one space of it. */
function fetchIn(url: string, space: string | undefined, options: ConnectOptions): RemoteControls["fetch"] {
  const send = fetchOf(options);
  return async (input, { basePath = "", ...init } = {}) => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const path = pathname.startsWith(basePath) ? pathname.slice(basePath.length) : pathname;
    const { method, signal } = request;
    const headers = new Headers(request.headers);
    if (space !== undefined) {
      headers.set("x-mock-space", space);
      headers.set("x-mock-shard", shardPrefix(space));
    }
    const body = method === "GET" || method === "HEAD" ? null : await request.arrayBuffer();
    return send(new Request(url + path + search, { method, headers, body, signal }));
  };
}
