import { describe, expect, test } from "vitest";
import { authorize } from "../src/api/authorization.ts";
import { type EndpointName, endpointRow } from "../src/api/endpoints.ts";
import { writeOfflineRequest } from "../src/api/write-offline-request.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { type Edge, type EdgeStep, edgesByRule } from "../tools/generate/edges.ts";
import { licenseWorld } from "./calls.ts";

const byRule = edgesByRule();
const moment = Date.parse("2027-01-01T00:00:00.000Z");

describe.each(Object.entries(byRule))("at the edges of %s", (_rule, edges) => {
  test.each(edges.map((edge) => [edge.id, edge] as const))("%s", async (_id, edge) => {
    const mock = mockOf(edge);
    for (const [at, step] of edge.steps.entries()) {
      if (step.at !== undefined) mock.clock.set(step.at);
      const answer = await mock.fetch(requestOf(edge, step, mock));
      const text = await answer.text();
      const body = /^[[{]/.test(text) ? JSON.parse(text) : text;
      const { expect: expected = {} } = step;
      const found = { ...Object.fromEntries(Object.keys(expected).map((path) => [path, valueAt(body, path)])) };
      if (Object.hasOwn(expected, "status")) found.status = answer.status;
      const where = `step ${at + 1}, ${step.call}: ${text.slice(0, 300)}`;
      expect(found, where).toEqual(expected);
      if (!Object.hasOwn(expected, "status"))
        expect(answer.status, where).toBe(Object.hasOwn(expected, "code") ? 400 : 200);
    }
  });
});

test("each edge has a name of its own, and each documented one a page", () => {
  const edges = Object.values(byRule).flat();
  expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length);
  for (const { id, evidence } of edges) expect(evidence, id).toMatch(/^(assumed|documented: \S.*)$/);
});

/** A mock that stands at the start of an edge, with its one license. */
function mockOf({ role, start, policy, license, product, users }: Edge): Mock {
  if (role !== undefined) return createMock({ policy: policy as never });
  return createMock({
    policy: policy as never,
    clock: start as string,
    wallClock: () => moment,
    world: licenseWorld(
      { ...(users && { users: users.map(({ email }) => String(email)) }), ...license },
      { products: [{ code: "p", ...product }], ...(users && { users: users as never }) },
    ),
  });
}

function requestOf(edge: Edge, { call, with: more = {}, wallOffset = 0 }: EdgeStep, mock: Mock): Request {
  const { method, path, body } = endpointRow(call as EndpointName);
  const input = { ...callerOf(edge, mock), ...more };
  const url = `https://license-api.test${path}`;
  const now = edge.role === undefined ? moment + wallOffset * 1_000 : Date.now();
  const headers = { ...authorize(mock.credentials, new Date(now)) };
  if (method === "GET") return new Request(`${url}?${queryOf(input)}`, { headers });
  if (body !== "offline") {
    return new Request(url, {
      method,
      body: JSON.stringify(input),
      headers: { ...headers, "Content-Type": "application/json" },
    });
  }
  const request = call.startsWith("deactivate") ? "deactivation" : "activation";
  const date = new Date(now).toUTCString();
  const payload = { api_key: mock.credentials.apiKey, date, request, ...input };
  return new Request(url, { method, headers, body: writeOfflineRequest(payload as never, mock.credentials) });
}

function callerOf({ role, users }: Edge, mock: Mock): object {
  const { product, license_key, hardware_id } = mock.roles[role ?? "it"] as Record<string, unknown>;
  if (role !== undefined) return { product, license_key, hardware_id };
  const [user] = users ?? [];
  const who = user === undefined ? { license_key } : { username: user.email, password: user.password };
  return { product, hardware_id: "Device-1", ...who };
}

function queryOf(input: object): URLSearchParams {
  const sent = Object.entries(input).filter(([, value]) => value !== undefined && value !== null);
  return new URLSearchParams(sent.map(([name, value]) => [name, String(value)]));
}

/** The value at a path like `product_features.0.is_expired`. */
function valueAt(body: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | null | undefined)?.[step], body);
}
