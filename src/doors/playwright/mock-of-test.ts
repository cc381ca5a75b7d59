import type { Route } from "@playwright/test";
import { type Client, createClient } from "../../api/client.ts";
import type { RemoteSpace } from "../../control/client/remote.ts";

/** What a test gets: the controls of a space that nobody else has, and what a program under test needs to reach it. */
export interface MockOfTest extends RemoteSpace {
  /** Headers that name the space, for a backend to hand on. Its credentials name it too, without any header. */
  readonly headers: Readonly<Record<string, string>>;
  /** A client of the space, to do what another device or the rest of the product would. It verifies the answers. */
  readonly client: Client;
  /** Answers what a page itself sends to the License API: `page.route("https://api.licenses.test/**", mock.fulfill)`. */
  fulfill(route: Route): Promise<void>;
}

/** Adds what only tests need to the controls of a space. */
export function mockOfTest(space: RemoteSpace): MockOfTest {
  const { name, url: baseUrl, publicKey } = space;
  const fetch = (request: Request) => space.fetch(request);
  return Object.defineProperties(space as MockOfTest, {
    headers: { value: { "X-Mock-Space": name }, enumerable: true },
    // Made anew, as another world has other credentials
    client: {
      get: () => createClient({ baseUrl, credentials: space.credentials, publicKey, fetch }),
      enumerable: true,
    },
    fulfill: { value: (route: Route) => fulfill(route, space), enumerable: true },
  });
}

/** Answers a request of the page that was caught by `page.route`, in a space. No answer is a broken line for the page. */
async function fulfill(route: Route, space: RemoteSpace): Promise<void> {
  const request = route.request();
  const method = request.method();
  const body = method === "GET" || method === "HEAD" ? null : request.postData();
  let answer: Response;
  let text: string;
  try {
    answer = await space.fetch(request.url(), { method, headers: request.headers(), body });
    text = await answer.text();
  } catch {
    return route.abort("connectionreset");
  }
  await route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body: text });
}
