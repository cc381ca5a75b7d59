import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, serve } from "../src/doors/node.ts";
import { createMock } from "../src/mock/create-mock.ts";

let server: Server;
beforeAll(async () => {
  server = await serve(createMock());
});
afterAll(() => server.close());

const get = (path: string, accept = "*/*") => fetch(`${server.url}${path}`, { headers: { accept } });

test("the root says what is where, as a page to browsers and as JSON to all others", async () => {
  const page = await get("/", "text/html,application/xhtml+xml,*/*;q=0.8");
  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(await page.text()).toContain('<a href="/openapi.client.json">');
  const list = await get("/", "application/json");
  expect(await list.json()).toMatchObject({
    name: "license-api-kit",
    descriptions: { "/openapi.json": expect.any(String) },
  });
});

test("every address that it names answers", async () => {
  const { descriptions, paths } = (await (await get("/")).json()) as Record<"descriptions" | "paths", object>;
  for (const path of Object.keys({ ...descriptions, ...paths }).filter((one) => one !== "/api/v4")) {
    expect((await get(path)).status, path).toBe(200);
  }
});

test.each(["/openapi.json", "/openapi.client.json"])("%s describes the License API", async (path) => {
  const { openapi, paths } = (await (await get(path)).json()) as { openapi: string; paths: object };
  expect(openapi).toMatch(/^3\.1/);
  expect(Object.keys(paths)).toContain("/api/v4/check_license");
});

test("other methods and paths there are refused as ever, in the API's own form", async () => {
  for (const answer of [
    await fetch(server.url, { method: "POST" }),
    await get("/openapi.yaml"),
    await get("//openapi.json/x"),
  ]) {
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: "not_found" });
  }
});
