import { type HttpHandler, HttpResponse, http } from "msw";
import { isCut } from "../mock/delivered-response.ts";
import type { Space } from "../mock/space/space.ts";

/**
 * Handlers for msw, in Node and in pages. One handler under the base, so that unknown paths, doubled slashes and wrong
 * methods are answered by the mock instead of leaking to the network. It compares texts: msw's own path patterns trip
 * over addresses with brackets, plus signs or broken escapes.
 *
 * @param mock a mock, which routes each call to its space, or one space.
 * @param baseUrl the address that the code under test is configured with, with or without `/api/v4` at its end.
 */
export function handlers(mock: Space, { baseUrl }: { baseUrl: string }): HttpHandler[] {
  const root = new URL(baseUrl.replace(/\/+$/, "").replace(/\/api\/v4$/, "")).href.replace(/\/+$/, "");
  const basePath = new URL(root).pathname.replace(/\/$/, "");
  return [
    http.all(
      ({ request }) => request.url.startsWith(`${root}/`),
      ({ request }) => mock.fetch(request, { basePath }).catch(networkError),
    ),
  ];
}

/** A connection that fails on purpose must fail: an exception in a handler of msw becomes an answer of status 500. */
function networkError(error: unknown): Response {
  if (isCut(error)) return HttpResponse.error();
  throw error;
}
