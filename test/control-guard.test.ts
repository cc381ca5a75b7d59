import { request } from "node:http";
import { networkInterfaces } from "node:os";
import { describe, expect, test } from "vitest";
import { createControl } from "../src/control/control.ts";
import { operationRows } from "../src/control/operations.ts";
import { serve } from "../src/doors/node.ts";
import { createMock } from "../src/mock/create-mock.ts";
import { json, withServer } from "./control-server.ts";

/** A request under a Host, and to an address, of one's own: fetch sets its own. */
function sendAs(host: string, url: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { ...headers, host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on("error", reject).end();
  });
}

describe("who may control a mock", () => {
  const rows = operationRows.map(([, row]) => row);
  const guarded = rows.filter(({ isOpen }) => !isOpen);
  const pathOf = (path: string) => path.replace(/:id/g, "1").replace(/:\w+/g, "x");
  const asks = (headers: Record<string, string>, peer?: string) => (method: string, path: string) =>
    createControl(createMock()).request(
      `http://127.0.0.1/__mock${pathOf(path)}`,
      { method, headers: { host: "127.0.0.1", ...headers } },
      { peer },
    );

  test.each(guarded)(
    "$method $path is for this machine, by address and name, and for JSON",
    async ({ method, path }) => {
      const statusOf = async (headers: Record<string, string>, peer?: string) =>
        (await asks(headers, peer)(method, path)).status;
      expect(await statusOf(json, "::ffff:127.0.0.1")).not.toBe(403);
      expect(await statusOf(json, "::1")).not.toBe(403);
      expect(await statusOf(json, "192.168.1.7")).toBe(403);
      expect(await statusOf(json)).toBe(403);
      expect(await statusOf({ ...json, host: "evil.test" }, "127.0.0.1")).toBe(403);
      expect((await statusOf({ "content-type": "text/plain" }, "127.0.0.1")) === 403).toBe(method !== "GET");
    },
  );

  test("health, public key, roles and description are open to all", async () => {
    for (const { path } of rows.filter(({ isOpen }) => isOpen)) {
      expect((await asks({ host: "evil.test" }, "192.168.1.7")("GET", path)).status, path).toBe(200);
    }
  });

  test("another machine is another address of this one, too", async () => {
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((one) => one && !one.internal && one.family === "IPv4")?.address;
    if (outside === undefined) return;
    await withServer({ serve: { host: "0.0.0.0" } }, async (_control, { port }) => {
      expect(await sendAs("localhost", `http://${outside}:${port}/__mock/credentials`)).toBe(403);
      expect(await sendAs("localhost", `http://${outside}:${port}/__mock/health`)).toBe(200);
      expect(await sendAs("localhost", `http://127.0.0.1:${port}/__mock/credentials`)).toBe(200);
    });
    await withServer({ serve: { host: "0.0.0.0", controlToken: "s3cret" } }, async (_control, { port }) => {
      const bearer = { authorization: "Bearer s3cret" };
      expect(await sendAs("mock.test", `http://${outside}:${port}/__mock/credentials`, bearer)).toBe(200);
    });
  });

  test("names of spaces are told to nobody else", async () => {
    await withServer({ serve: { controlToken: "s3cret" } }, async (control, _server, mock) => {
      mock.space("secret-name");
      const answer = await control("GET", "/roles?space=secret-nam");
      expect(answer).toMatchObject({ status: 404, body: { error: 'space: there is no space "secret-nam"' } });
    });
  });

  test("a host name that was allowed is taken", async () => {
    await withServer({ serve: { hosts: ["Mock.test"] } }, async (_control, { url }) => {
      expect(await sendAs("mock.test:80", `${url}/__mock/credentials`)).toBe(200);
      expect(await sendAs("other.test", `${url}/__mock/credentials`)).toBe(403);
    });
  });

  test("a token is asked of everybody once it is set", async () => {
    await withServer({ serve: { controlToken: "s3cret" } }, async (control, { url }) => {
      for (const authorization of ["", "Bearer", "Bearer other", "Bearer s3cre", "Bearer s3crets", "Basic s3cret"]) {
        const { status, headers, body } = await control("GET", "/faults", undefined, { authorization });
        expect({ status, asks: headers.get("www-authenticate") }, authorization).toEqual({
          status: 401,
          asks: "Bearer",
        });
        expect(body.error).toContain("control token");
      }
      const bearer = { authorization: "bearer s3cret" };
      expect((await control("GET", "/faults", undefined, bearer)).status).toBe(200);
      expect((await control("GET", "/nowhere")).status).toBe(401);
      expect((await control("GET", "/health")).status).toBe(200);
      expect(await sendAs("mock.test", `${url}/__mock/credentials`, bearer)).toBe(200);
      const plain = { ...bearer, "content-type": "text/plain" };
      expect((await control("POST", "/reset", undefined, plain)).status).toBe(403);
    });
  });

  test.each(["", "a b", "ä"])("the token %j is refused", async (controlToken) => {
    await expect(serve(createMock(), { controlToken })).rejects.toThrow(/^controlToken: found an empty text/);
  });

  test("pages of a named origin may call the control API alone, and those of the API's origin may not", async () => {
    const origin = "https://app.test";
    const preflight = { method: "OPTIONS", headers: { origin, "access-control-request-method": "POST" } };
    const allowed = async (url: string, init: RequestInit = { headers: { origin } }) =>
      (await fetch(url, init)).headers.get("access-control-allow-origin");
    await withServer({ serve: { controlCors: origin } }, async (_control, { url }) => {
      const answer = await fetch(`${url}/__mock/faults`, preflight);
      expect(answer.status).toBe(204);
      expect(answer.headers.get("access-control-allow-methods")).toContain("PATCH");
      expect(answer.headers.get("access-control-allow-headers")).toMatch(/authorization/i);
      expect(await allowed(`${url}/__mock/faults`)).toBe(origin);
      expect(await allowed(`${url}/__mock/faults?x=1`)).toBe(origin);
      expect(await allowed(`${url}/__mock/faults`, { headers: { origin: "https://evil.test" } })).toBeNull();
      expect(await allowed(`${url}/api/v4/versions`)).toBeNull();
      expect(await allowed(`${url}/api/v4/versions`, preflight)).toBeNull();
    });
    await withServer({ serve: { cors: "*" } }, async (_control, { url }) => {
      expect(await allowed(`${url}/__mock/roles`)).toBeNull();
      expect(await allowed(`${url}/__mock/faults`, preflight)).toBeNull();
    });
  });
});
