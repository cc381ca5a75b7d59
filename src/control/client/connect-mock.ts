import type { ControlNewSpace, ControlSpace } from "../../generated/types.ts";
import type { SpaceOptions } from "../../mock/space/space.ts";
import type { RemoteMock, RemoteSpace } from "./remote.ts";
import { createRemoteControls } from "./remote-controls.ts";
import { type ConnectOptions, type ControlError, createSend, whetherDone } from "./send.ts";
import { createFetch } from "./send-to-space.ts";

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
  const root = url.replace(/\/+$/, "").replace(/\/api\/v4$/, "");
  const send = createSend(root, options);
  const dropSpace = (name: string) => whetherDone(send("DELETE", `/spaces/${encodeURIComponent(name)}`), 404, 409);

  async function factsOf(name: string): Promise<ControlSpace> {
    return send<ControlSpace>("GET", `/spaces/${encodeURIComponent(name)}`);
  }

  async function openSpace(name?: string, own: SpaceOptions = {}): Promise<ControlSpace> {
    const { clock } = own;
    const body = { ...own, name, ...(clock instanceof Date && { clock: clock.toISOString() }) } as ControlNewSpace;
    try {
      return await send<ControlSpace>("POST", "/spaces", { body });
    } catch (error) {
      if (name === undefined || (error as ControlError).status !== 409) throw error;
      return factsOf(name);
    }
  }

  function remoteSpace(first: ControlSpace): RemoteSpace {
    const { name, publicKey } = first;
    let facts = first;
    const refresh = async () => {
      facts = await factsOf(name);
    };
    return {
      ...createRemoteControls(send, name, refresh),
      ...{ name, publicKey, url: root },
      get credentials() {
        return facts.credentials;
      },
      get roles() {
        return facts.roles;
      },
      fetch: createFetch(root, name, options),
      drop: () => dropSpace(name),
    };
  }

  return {
    ...createRemoteControls(send, undefined),
    url: root,
    fetch: createFetch(root, undefined, options),
    space: async (...choice) => {
      const [first, options] = choice;
      if (choice.length > 0 && first === undefined) throw new TypeError("space: found no name, expected one");
      const isNamed = typeof first === "string";
      return remoteSpace(await (isNamed ? openSpace(first, options) : openSpace(undefined, first)));
    },
    spaces: () => send("GET", "/spaces"),
    dropSpace,
  };
}
