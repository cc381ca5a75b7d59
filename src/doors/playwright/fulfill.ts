import type { Route } from "@playwright/test";
import type { RemoteSpace } from "../../control/client/remote.ts";

/** Answers a request of the page that was caught by `page.route`, in a space. No answer is a broken line for the page. */
export async function fulfill(route: Route, space: RemoteSpace): Promise<void> {
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
