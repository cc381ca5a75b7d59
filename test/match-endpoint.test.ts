import { expect, test } from "vitest";
import { endpointNames, endpointRow } from "../src/api/endpoints.ts";
import { ApiError } from "../src/api/errors.ts";
import { matchEndpoint } from "../src/api/match-endpoint.ts";
import { createMock } from "../src/mock/create-mock.ts";

/** What a call that matches nothing is told. */
function refusalOf(method: string, path: string): ApiError {
  try {
    matchEndpoint({ method, path });
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error(`${method} ${path} matches an endpoint`);
}

test.each(endpointNames)("%s is found by its method and path", (name) => {
  const { method, path } = endpointRow(name);
  expect(matchEndpoint({ method, path })).toBe(name);
  expect(matchEndpoint({ method, path: `/${path}/` })).toBe(name);
});

test("a wrong method is told the right one", () => {
  const { code, explanation } = refusalOf("POST", "/api/v4/check_license");
  expect([code, explanation]).toEqual(["not_found", "/api/v4/check_license takes GET only"]);
});

test("a wrong path is told the nearest one, if there is one", () => {
  expect(refusalOf("GET", "/api/v4/check-licence")).toMatchObject({
    code: "not_found",
    explanation: "the nearest path is /api/v4/check_license",
  });
  expect(refusalOf("GET", "/favicon.ico")).toMatchObject({ code: "not_found", explanation: undefined });
});

test("an answer to a wrong method names the right one in Allow, and a path that is not there names none", async () => {
  const mock = createMock();
  const ask = (method: string, path: string) => mock.fetch(new Request(`http://license-api.test${path}`, { method }));
  const wrong = await ask("POST", "/api/v4/check_license");
  expect([wrong.status, wrong.headers.get("Allow")]).toEqual([404, "GET"]);
  expect((await ask("GET", "/api/v4/no_such_path")).headers.get("Allow")).toBeNull();
});
