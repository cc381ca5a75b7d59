import { request } from "node:http";
import { networkInterfaces } from "node:os";
import { describe, expect, test } from "vitest";
import { authorize } from "../src/api/authorization.ts";
import { shardPrefix } from "../src/api/shard.ts";
import { connectMock } from "../src/control/client/index.ts";
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
    const mock = createMock();
    mock.space("secret-name");
    for (const name of ["secret-name", "secret-nam"]) {
      const answer = await createControl(mock).request(`http://evil.test/__mock/roles?space=${name}`, {}, {});
      expect(answer.status).toBe(403);
      expect(await answer.text()).not.toContain("secret");
    }
  });

  test("roles hold no secret for those who may not control the mock", async () => {
    const mock = createMock();
    const rolesFor = async (peer: string) => {
      const answer = await createControl(mock).request(
        "http://127.0.0.1/__mock/roles",
        { headers: { host: "localhost" } },
        { peer },
      );
      return (await answer.json()) as Record<string, Record<string, unknown>>;
    };
    const [mine, theirs] = [await rolesFor("127.0.0.1"), await rolesFor("192.168.1.7")];
    const secrets = Object.values(mock.roles).flatMap((role) =>
      ["password", "sharedKey", "client_secret", "access_token", "id_token", "code"].map((name) => role[name]),
    );
    expect(secrets.filter((one) => typeof one === "string").length).toBeGreaterThan(10);
    for (const secret of secrets) {
      if (typeof secret !== "string") continue;
      expect(JSON.stringify(mine)).toContain(secret);
      expect(JSON.stringify(theirs)).not.toContain(secret);
    }
    expect(Object.keys(theirs)).toEqual(Object.keys(mine));
  });

  test("nothing but health and public key is open beside a control token", async () => {
    await withServer({ serve: { controlToken: "s3cret" } }, async (control) => {
      const open = rows.filter(({ isOpen }) => isOpen).map(({ path }) => path);
      const answered = await Promise.all(open.map(async (path) => [path, (await control("GET", path)).status]));
      expect(Object.fromEntries(answered)).toEqual({
        "/health": 200,
        "/public-key": 200,
        "/roles": 401,
        "/openapi.json": 401,
      });
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

  test("a token that a balancer would take for a space's is refused", async () => {
    await expect(serve(createMock(), { controlToken: "7f-secret" })).rejects.toThrow(/^controlToken: found two digits/);
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

describe("the token of a space", () => {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const newSpace = async (control: Parameters<Parameters<typeof withServer>[1]>[0], name: string) =>
    (await control("POST", "/spaces", { name }, bearer("s3cret"))).body as { token: string; credentials: object };

  test("opens the controls of its space, wherever the call comes from, and of no other", async () => {
    await withServer({ serve: { controlToken: "s3cret" } }, async (control, { url }) => {
      const [mine, theirs] = [await newSpace(control, "mine"), await newSpace(control, "theirs")];
      const asMe = bearer(mine.token);
      const statusOf = async (method: string, path: string, body?: object, headers: object = {}) =>
        (await control(method, path, body, { ...asMe, ...headers })).status;

      expect(await control("GET", "/credentials", undefined, asMe)).toMatchObject({
        status: 200,
        body: mine.credentials,
      });
      expect(await statusOf("POST", "/clock/advance", { duration: "1d" }, { "x-mock-space": "mine" })).toBe(200);
      expect(await statusOf("GET", "/spaces/mine")).toBe(200);
      expect(await statusOf("GET", "/roles")).toBe(200);
      expect(await statusOf("GET", "/openapi.json")).toBe(200);
      expect(await sendAs("mock.test", `${url}/__mock/journal`, asMe)).toBe(200);

      for (const path of ["/credentials", "/roles", "/journal", "/world"]) {
        expect(await statusOf("GET", `${path}?space=theirs`), path).toBe(403);
        expect(await statusOf("GET", `${path}?space=default`), path).toBe(403);
        expect(await statusOf("GET", path, undefined, { "x-mock-space": "theirs" }), path).toBe(403);
      }
      expect(await statusOf("GET", "/spaces")).toBe(403);
      expect(await statusOf("GET", "/spaces/theirs")).toBe(403);
      expect(await statusOf("POST", "/spaces", { name: "another" })).toBe(403);
      expect(await statusOf("DELETE", "/spaces/theirs")).toBe(403);
      expect(await statusOf("POST", "/clock/advance", { duration: "1d" }, { "x-mock-space": "theirs" })).toBe(403);
      expect(theirs.token).not.toBe(mine.token);
      expect(await statusOf("DELETE", "/spaces/mine")).toBe(200);
    });
  });

  test("a made-up one opens nothing, nor does one of another server", async () => {
    const stranger = createMock().tokenOf("mine");
    await withServer({ serve: { controlToken: "s3cret" } }, async (control) => {
      const { token } = await newSpace(control, "mine");
      for (const wrong of [stranger, token.slice(0, -1), `${token}x`, token.replace(".mine", ".default"), ".mine"]) {
        expect((await control("GET", "/credentials", undefined, bearer(wrong))).status, wrong).toBe(401);
      }
    });
  });

  test("tells of no other space when its own is gone, and makes none", async () => {
    await withServer({ serve: { controlToken: "s3cret" } }, async (control) => {
      const { token } = await newSpace(control, "mine");
      await newSpace(control, "secret-name");
      expect((await control("DELETE", "/spaces/mine", undefined, bearer(token))).status).toBe(200);
      for (const [method, path] of [
        ["GET", "/spaces/mine"],
        ["DELETE", "/spaces/mine"],
        ["GET", "/journal"],
      ] as const) {
        const answer = await control(method, path, undefined, bearer(token));
        expect({ status: answer.status, isTold: JSON.stringify(answer.body).includes("secret-name") }).toEqual({
          status: 404,
          isTold: false,
        });
      }
      expect((await control("PUT", "/spaces/mine", {}, bearer(token))).status).toBe(403);
    });
  });

  test("a client that has it alone works in its space", async () => {
    await withServer({ serve: { controlToken: "s3cret" } }, async (_control, { url }) => {
      const operator = connectMock(url, { token: "s3cret" });
      const { token, credentials } = await operator.space("checkout");
      const tester = connectMock(url, { token });
      const space = await tester.space("checkout");
      expect(space.credentials).toEqual(credentials);
      await space.clock.freeze("2030-01-31T00:00:00Z");
      expect(await tester.clock.now()).toBe(Date.parse("2030-01-31T00:00:00Z"));
      expect(await tester.journal.entries()).toEqual([]);
      await expect(tester.space("other")).rejects.toThrow(/token of the space checkout/);
    });
  });
});

describe("credentials", () => {
  test("of spaces are others on each server, and the same where the secret is", () => {
    const keysOf = (spaceSecret?: string) => {
      const mock = createMock(spaceSecret === undefined ? {} : { spaceSecret });
      return { ...mock.space("checkout").credentials, token: mock.tokenOf("checkout") };
    };
    expect(keysOf()).not.toEqual(keysOf());
    expect(keysOf("s3cret")).toEqual(keysOf("s3cret"));
    expect(keysOf("s3cret")).not.toEqual(keysOf("other"));
    expect(() => keysOf("")).toThrow("spaceSecret: found no text or an empty one, expected a secret");
  });

  test("of the main space are those of the world, or its own", async () => {
    const known = createMock().credentials;
    expect(createMock({ credentials: "world" }).credentials).toEqual(known);
    const own = createMock({ credentials: "own" });
    expect(own.credentials).not.toEqual(known);
    expect(own.space("other").credentials).not.toEqual(own.credentials);
    expect(JSON.stringify(own.roles)).not.toContain(known.sharedKey);
    expect(() => createMock({ credentials: "none" as "own" })).toThrow(
      'credentials: found "none", expected "world" or "own"',
    );
  });

  test("of a space begin with its prefix, as its client ids and tokens do", () => {
    const space = createMock().space("checkout");
    const prefix = shardPrefix("checkout");
    const { apiKeys, oauthClients, accessTokens } = space.tables;
    const all = [
      ...[...apiKeys.all()].map(({ apiKey }) => apiKey),
      ...[...oauthClients.all()].map(({ clientId }) => clientId),
      ...[...accessTokens.all()].map(({ token }) => token),
    ];
    expect(all.length).toBeGreaterThan(5);
    for (const one of all) expect(one.slice(0, 2)).toBe(prefix);
  });
});

test("why a call was refused names no other space to those who may not control the mock", async () => {
  await withServer({ serve: { controlToken: "s3cret" } }, async (_control, { url }, mock) => {
    const other = mock.space("secret-name");
    const headers = await authorize(other.credentials);
    const ask = async (named: string) => {
      const sent = { ...headers, "x-mock-space": named };
      return (await fetch(`${url}/api/v4/versions?product=key-app`, { headers: sent })).headers.get("x-mock-explain");
    };
    expect(await ask("default")).toMatch(/^the world has no API key [\w-]+$/);
    expect(await ask("secret-nam"), "as in a space that is there").toMatch(/^the world has no API key [\w-]+$/);
  });
  await withServer({}, async (_control, { url }, mock) => {
    const headers = await authorize(mock.space("known-name").credentials);
    const sent = { ...headers, "x-mock-space": "default" };
    const answer = await fetch(`${url}/api/v4/versions?product=key-app`, { headers: sent });
    expect(answer.headers.get("x-mock-explain")).toContain("it is a key of the space known-name");
  });
});
